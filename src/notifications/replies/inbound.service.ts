import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../foundation/config/config.js';
import { newId } from '../../foundation/ids.js';
import { problem } from '../../foundation/problems/problem.js';
import { InboundRepository, type InboundMail } from '../store/inbound.repository.js';
import { InboundCount } from './inbound-count.js';

/** What a provider signs with: the headers of Standard Webhooks. */
export interface Signed {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
}

/** As old or as early as a signature may be; what comes again within it is recognised by its Message-ID. */
const TOLERANCE_SECONDS = 5 * 60;
const PREFIX = 'whsec_';

/** The door for mails: what is taken in here is kept before anybody is told so, and worked on later. */
@Injectable()
export class InboundService {
  constructor(
    private readonly inbox: InboundRepository,
    private readonly config: Config,
    private readonly count: InboundCount,
  ) {}

  /** A mail that a provider hands in. 404 where none is expected, 401 where it is not signed as agreed. */
  async fromProvider(raw: Buffer, signed: Signed): Promise<string> {
    const secrets = this.config.replies?.inboundSecrets ?? [];
    if (secrets.length === 0) throw problem('not_found');
    if (!isSigned(raw, signed, secrets, Date.now())) {
      this.count.note('webhook', 'unsigned');
      throw problem('unauthenticated', { says: 'signature_wrong' });
    }
    if (raw.length > this.config.replies!.maxBytes) throw problem('body_too_large');
    if (raw.length === 0) throw problem('malformed', { says: 'mail_empty' });
    return this.keep({ way: 'webhook', raw, envelopeFrom: null, envelopeTo: null });
  }

  /** Its id, once it is kept. */
  async keep(mail: Omit<InboundMail, 'id'>): Promise<string> {
    const id = newId('im');
    await this.inbox.keep({ ...mail, id });
    return id;
  }
}

/** The library for this reads bodies as text; a mail is bytes. */
function isSigned(raw: Buffer, { id, timestamp, signature }: Signed, secrets: readonly string[], now: number): boolean {
  if (id === undefined || timestamp === undefined || signature === undefined || id.length > 256 || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now / 1_000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const given = signature.split(' ', 10).flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3), 'base64')] : []));
  return secrets.some((secret) => {
    const expected = createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64')).update(`${id}.${timestamp}.`).update(raw).digest();
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
}
