import { Injectable } from '@nestjs/common';
import type { Caller } from '../../foundation/identity/index.js';
import { Log } from '../../foundation/logging/log.js';
import { problem } from '../../foundation/problems/problem.js';
import { InboundRepository, type InboundRecord } from '../store/inbound.repository.js';
import { InboundCount } from './inbound-count.js';
import { MailReader } from './reading/mail-reader.js';

export interface ShownHeader {
  readonly name: string;
  readonly value: string;
}

/** A parked mail with what its headers say of the way it took. */
export interface InboundInFull extends InboundRecord {
  readonly headers: readonly ShownHeader[];
}

/** What tells why a mail could not be worked on. Nobody's name is among them, and neither where it came from nor where it went. */
const SHOWN = ['date', 'subject', 'mime-version', 'content-type', 'content-transfer-encoding', 'user-agent', 'x-mailer', 'auto-submitted', 'precedence', 'authentication-results'];
/** More than the headers of any mail that a person sends. */
const HEAD_BYTES = 64 * 1024;
const LONGEST_VALUE = 500;
/** The name in an address: a person's, or what lets its holder answer for them. */
const NAME_IN_ADDRESS = /[^\s<>"'=;:,()[\]@]+@/g;

/** Answers by e-mail that could not be worked on, for whoever finds out why. Their words are shown to nobody. */
@Injectable()
export class ParkedInboundService {
  constructor(
    private readonly inbox: InboundRepository,
    private readonly reader: MailReader,
    private readonly count: InboundCount,
    private readonly log: Log,
  ) {}

  /** Newest first; one more than `limit` where there is more. */
  list(before: string | null, limit: number): Promise<InboundRecord[]> {
    return this.inbox.parked(before, limit + 1);
  }

  /** One of them, or what became of it. */
  async get(id: string): Promise<InboundInFull> {
    const mail = await this.find(id);
    const head = await this.inbox.head(id, HEAD_BYTES);
    return { ...mail, headers: head === null ? [] : await this.headersIn(head) };
  }

  /** Begins a new schedule: 404 for no mail, 409 for one that waits or is done with. What was done of it already is not done twice. */
  async tryAgain(id: string, { sub }: Caller): Promise<InboundRecord> {
    const isMine = await this.inbox.tryAgain(id);
    const mail = await this.find(id);
    if (!isMine) throw problem('mail_not_parked');
    this.log.info('a parked mail is tried again', { inboundMailId: id, by: sub });
    return mail;
  }

  /** Nothing comes of it any more, and its bytes are forgotten. 404 and 409 as for trying again. */
  async dismiss(id: string, { sub }: Caller): Promise<InboundRecord> {
    const isMine = await this.inbox.dismiss(id);
    const mail = await this.find(id);
    if (!isMine) throw problem('mail_not_parked');
    this.count.note(mail.way, 'dismissed');
    this.log.info('a parked mail was dismissed', { inboundMailId: id, by: sub });
    return mail;
  }

  private async find(id: string): Promise<InboundRecord> {
    const mail = await this.inbox.find(id);
    if (mail === null) throw problem('not_found');
    return mail;
  }

  /** It may be their reading that failed: then nothing of them is known. */
  private async headersIn(head: Buffer): Promise<ShownHeader[]> {
    const { headers } = await this.reader.read(onlyHeaders(head)).catch(() => ({ headers: [] }));
    return headers.filter(({ name }) => SHOWN.includes(name)).map(({ name, value }) => ({ name, value: readable(value) }));
  }
}

const readable = (value: string): string => value.toWellFormed().replace(/\p{C}+/gu, ' ').replace(NAME_IN_ADDRESS, '…@').slice(0, LONGEST_VALUE);

/** Up to the empty line: what a mail says begins behind it. */
function onlyHeaders(head: Buffer): Buffer {
  const end = /\r?\n\r?\n/.exec(head.toString('latin1'))?.index ?? head.length;
  return Buffer.concat([head.subarray(0, end), Buffer.from('\r\n\r\n')]);
}
