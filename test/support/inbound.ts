import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import type { SendMailOptions } from 'nodemailer';
import type { TestApp } from './app.js';

export const INBOUND_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
export const REPLY_DOMAIN = 'reply.parley.example';

/** The headers of Standard Webhooks for these bytes. */
export function signed(raw: Buffer, secret = INBOUND_SECRET, at = Date.now()): Record<string, string> {
  const [id, timestamp] = [`msg_${randomUUID()}`, String(Math.floor(at / 1_000))];
  const signature = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(`${id}.${timestamp}.`).update(raw).digest('base64');
  return { 'content-type': 'message/rfc822', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/** As a mail provider hands in what it got. */
export const handsIn = (parley: TestApp, raw: Buffer, headers = signed(raw)): Promise<Response> =>
  fetch(`${parley.url}/v1/inbound/email`, { method: 'POST', headers, body: new Uint8Array(raw) });

/** A mail as nodemailer writes it, byte for byte. */
export async function composed(mail: SendMailOptions): Promise<Buffer> {
  const { message } = await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail(mail);
  return message as Buffer;
}

/** A fixture of a mail program, sent by this person to that address. */
export function fixtureFrom(name: string, from: string, to: string, photo = Buffer.alloc(0)): Buffer {
  const raw = readFileSync(`test/fixtures/mails/${name}.eml`, 'latin1');
  const addressed = raw.replace(/^To: .*\r\n/m, `To: ${to}\r\n`).replace(/^From: .*\r\n/m, `From: "A. P." <${from}>\r\n`).replace(/^Message-ID: <.*\r\n/m, `Message-ID: <${randomUUID()}@mail.example>\r\n`);
  return Buffer.from(addressed.replace(/^PHOTO\r\n/m, `${photo.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`), 'latin1');
}
