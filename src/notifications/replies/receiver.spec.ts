import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { Correspondence, countOf, messages, type Story } from '../../../test/support/correspondence.js';
import { eventually } from '../../../test/support/eventually.js';
import { composed, REPLY_DOMAIN } from '../../../test/support/inbound.js';
import { SmtpReceiver } from './receiver.js';

const post = new Correspondence();
let port: number;
let all: Story;
let buyers: string;

beforeAll(async () => {
  const parley = await post.opens({ SMTP_RECEIVE_PORT: '0' });
  port = parley.app.get(SmtpReceiver).port!;
  all = await post.opened();
  buyers = await post.replyTo(all.buyerMail);
});
afterAll(() => post.closes());

const client = () => createTransport({ host: '127.0.0.1', port, ignoreTLS: true });

/** A client that says what it wants, line by line, and hears the code of each answer. */
class Talk {
  #heard = '';
  readonly #socket: Socket;
  readonly ended: Promise<unknown>;

  constructor() {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.setEncoding('latin1').on('data', (text: string) => (this.#heard += text)).on('error', () => undefined);
    this.ended = once(this.#socket, 'close');
  }

  /** Says it and waits for the code of the last answer. */
  async says(line: string | null, raw = false): Promise<number> {
    if (line !== null) this.#socket.write(raw ? line : `${line}\r\n`, 'latin1');
    const answer = await eventually(() => /(?:^|\n)(\d{3})(?: [^\n]*)?\r\n$/.exec(this.#heard)?.[1], 30_000);
    this.#heard = '';
    return Number(answer);
  }

  async begins(from = all.buyerMail): Promise<void> {
    expect(await this.says(null)).toBe(220);
    expect(await this.says('EHLO mail.example')).toBe(250);
    expect(await this.says(`MAIL FROM:<${from}>`)).toBe(250);
  }

  leaves(): void {
    this.#socket.destroy();
  }
}

const newest = () => post.becameOf();
const kept = async (): Promise<number> => (await post.parley.sql.query(`SELECT 1 FROM inbound_mail`)).length;

describe('Our own ear', () => {
  it('takes an answer over SMTP, and the same mail by the other way is no second message', async () => {
    const mail = { from: all.buyerMail, to: buyers, text: 'By SMTP.\n.\n..dots\n', messageId: '<both-ways@mail.example>' };
    await client().sendMail(mail);
    expect(await newest()).toMatchObject({ status: 'taken', raw: null });
    expect((await messages(all.seller))[0]).toMatchObject({ text: 'By SMTP.\n.\n..dots', audience: 'parties' });
    expect(await post.outcomeOf(await composed(mail))).toBe('duplicate');
    expect(await countOf(all.seller)).toBe(1);
  });

  it('knows its own addresses only, and guessing ends soon', async () => {
    const talk = new Talk();
    await talk.begins();
    const codes: number[] = [];
    for (let times = 0; times < 5; times += 1) codes.push(await talk.says(`RCPT TO:<reply+guess${times}@${REPLY_DOMAIN}>`));
    expect(codes).toEqual([550, 550, 550, 550, 421]);
    await talk.ended;
    await expect(client().sendMail({ from: all.buyerMail, to: 'somebody@elsewhere.example', text: 'relay me' })).rejects.toMatchObject({ responseCode: 550 });
    expect((await post.parley.http.get('/metrics')).text).toMatch(/parley_inbound_mails_total\{way="smtp",outcome="unknown_address"\} [1-9]/);
  });

  it('takes one recipient at a time, be there ten thousand', async () => {
    const talk = new Talk();
    await talk.begins();
    expect(await talk.says(`RCPT TO:<${buyers}>`)).toBe(250);
    expect(await talk.says(`RCPT TO:<${await post.replyTo(all.sellerMail)}>`)).toBe(452);
    for (let times = 0; times < 20; times += 1) expect(await talk.says(`RCPT TO:<${buyers.replace('reply+', `reply+${times}`)}>`)).toBe(452);
    talk.leaves();
  });

  it('takes no mail that is too large, said before or found out', async () => {
    const before = await kept();
    const talk = new Talk();
    expect(await talk.says(null)).toBe(220);
    expect(await talk.says('EHLO mail.example')).toBe(250);
    expect(await talk.says(`MAIL FROM:<${all.buyerMail}> SIZE=99999999`)).toBe(552);
    talk.leaves();
    const text = `${'a'.repeat(70)}\n`.repeat(40_000);
    await expect(createTransport({ host: '127.0.0.1', port, ignoreTLS: true }).sendMail({ from: all.buyerMail, to: buyers, text })).rejects.toMatchObject({ responseCode: 552 });
    const silent = new Talk();
    await silent.begins();
    expect(await silent.says(`RCPT TO:<${buyers}>`)).toBe(250);
    expect(await silent.says('DATA')).toBe(354);
    expect(await silent.says(`${text.replaceAll('\n', '\r\n')}\r\n.\r\n`, true)).toBe(552);
    silent.leaves();
    expect(await kept()).toBe(before);
  });

  it('hears one mail where another is smuggled behind a bare line feed', async () => {
    const before = await kept();
    const talk = new Talk();
    await talk.begins();
    expect(await talk.says(`RCPT TO:<${buyers}>`)).toBe(250);
    expect(await talk.says('DATA')).toBe(354);
    const smuggled = `\n.\nMAIL FROM:<evil@x.example>\nRCPT TO:<${buyers}>\nDATA\nFrom: ${all.sellerMail}\n\nI give up.\n.\n`;
    expect(await talk.says(`From: ${all.buyerMail}\r\nTo: ${buyers}\r\n\r\nOne mail.${smuggled}\r\n.\r\n`, true)).toBe(250);
    talk.leaves();
    expect(await kept()).toBe(before + 1);
    expect(await newest()).toMatchObject({ status: 'taken' });
    expect((await messages(all.seller))[0]?.text).toMatch(/^One mail\.\n\.\nMAIL FROM/);
  });

  it('is not led astray by line breaks in addresses, and answers no bounce', async () => {
    const talk = new Talk();
    await talk.begins('');
    expect(await talk.says(`RCPT TO:<${buyers}%0d%0aRCPT TO:<x@y.example>`)).toBeGreaterThanOrEqual(500);
    expect(await talk.says(`RCPT TO:<${buyers}>`)).toBe(250);
    expect(await talk.says('DATA')).toBe(354);
    expect(await talk.says(`From: ${all.buyerMail}\r\nSubject: x\r\n\r\nYour mail was not delivered.\r\n.`)).toBe(250);
    talk.leaves();
    expect(await newest()).toMatchObject({ status: 'refused', reason: 'automatic' });
  });

  it('lets one address hold ten lines and no more, and serves others meanwhile', async () => {
    const talks = Array.from({ length: 10 }, () => new Talk());
    for (const talk of talks) expect(await talk.says(null)).toBe(220);
    const eleventh = new Talk();
    expect(await eleventh.says(null)).toBe(421);
    await eleventh.ended;
    talks.forEach((talk) => talk.leaves());
    await eventually(() => client().sendMail({ from: all.buyerMail, to: buyers, text: 'After the crowd.' }).then(() => true), 30_000);
    expect(await newest()).toMatchObject({ status: 'taken' });
  });

  it('is deaf where it has no port, and in processes that do no work', async () => {
    const plain = new Correspondence();
    const parley = await plain.opens();
    expect(parley.app.get(SmtpReceiver).port).toBeNull();
    await plain.closes();
  });
});
