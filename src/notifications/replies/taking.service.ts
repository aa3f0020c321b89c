import { Injectable } from '@nestjs/common';
import { Config } from '../../foundation/config/config.js';
import { dmarcOf, whyAutomatic } from '../domain/automatic-mail.js';
import { InboundRepository, type ClaimedInbound, type Correspondent } from '../store/inbound.repository.js';
import type { WrittenMail } from '../store/mail-planning.repository.js';
import { MailReader } from './reading/mail-reader.js';
import type { ReadMail } from './reading/read-mail.ts';
import { ReplyActs } from './reply-acts.js';
import { ReplyAddresses, type ReplyAddress } from './reply-addresses.js';
import { ReplyLetters, type Addressee } from './reply-letters.js';

/** Why a mail is not taken. Those at the end are told to its sender; of the others somebody else, or nobody, may be the sender. */
export type Refused =
  | 'unknown_address' | 'address_expired' | 'unreadable' | 'automatic' | 'duplicate' | 'sender_forged'
  | 'sender_unknown' | 'too_many' | 'empty' | 'too_long' | 'closed' | 'other';

const TOLD: readonly Refused[] = ['sender_unknown', 'too_many', 'empty', 'too_long', 'closed', 'other'];

/** What became of a mail. `detail` is for the log. */
export interface Verdict {
  readonly status: 'taken' | 'refused';
  readonly reason: Refused | null;
  readonly detail?: string;
  readonly whose: ReplyAddress | null;
  readonly letter: WrittenMail | null;
}

const DAY = 86_400_000;
/** An answer to an old letter is still told that the dispute is over, for so long; later the address is none any more. */
const EXPIRES_AFTER_DAYS = 60;
/** Nobody writes more by hand; a program that answers every letter of ours is stopped by it. */
const MOST_A_DAY = 50;

/** Judges one mail and does what it asks for. May be repeated after a crash at any step. */
@Injectable()
export class TakingService {
  constructor(
    private readonly inbox: InboundRepository,
    private readonly reader: MailReader,
    private readonly addresses: ReplyAddresses,
    private readonly acts: ReplyActs,
    private readonly letters: ReplyLetters,
    private readonly config: Config,
  ) {}

  /** Throws where another try may do better, and `MailUnreadable`. */
  async take(claimed: ClaimedInbound): Promise<Verdict> {
    const raw = await this.inbox.raw(claimed.id);
    if (raw === null) return refused('duplicate', null, 'finished elsewhere');
    const mail = await this.reader.read(raw);
    const whose = this.whoseIs(claimed, mail);
    const person = whose === null ? null : await this.inbox.correspondent(whose);
    if (whose === null || person === null) return refused('unknown_address', null);
    const early = this.refusalOf(claimed, mail, person);
    if (early !== null) return this.refuse(claimed, whose, person, ...early);
    if (!(await this.inbox.notePerson(claimed, whose, mail.key))) return refused('duplicate', whose);
    return this.act(claimed, mail, whose, person);
  }

  /** The mail server knows best whom a mail was for; where none spoke to us the mail says it. */
  private whoseIs({ envelopeTo }: ClaimedInbound, { recipients }: ReadMail): ReplyAddress | null {
    const named = envelopeTo === null ? recipients : [envelopeTo];
    return named.map((address) => this.addresses.read(address)).find((found) => found !== null) ?? null;
  }

  /** What can be said against it before anything is done. */
  private refusalOf({ envelopeFrom }: ClaimedInbound, { headers, from }: ReadMail, person: Correspondent): [Refused, string?] | null {
    if (person.closedAt !== null && person.now - person.closedAt > EXPIRES_AFTER_DAYS * DAY) return ['address_expired'];
    const automatic = whyAutomatic(headers, from, envelopeFrom, this.config.replies?.domain ?? '');
    if (automatic !== null) return ['automatic', automatic];
    const server = this.config.replies?.authenticatedBy ?? null;
    const dmarc = server === null ? 'none' : dmarcOf(headers, server);
    if (dmarc === 'fail' || dmarc === 'missing') return ['sender_forged', `dmarc ${dmarc}`];
    if (!this.isFrom(from, person)) return ['sender_unknown'];
    return person.today > MOST_A_DAY ? ['too_many'] : null;
  }

  /** One sender, and the one we write to. In a sandbox people may have no address; nothing comes in there from outside. */
  private isFrom(from: readonly string[], { email }: Correspondent): boolean {
    if (email === null) return this.config.sandbox;
    return from.length === 1 && from[0] === email.toLowerCase();
  }

  private async act(claimed: ClaimedInbound, mail: ReadMail, whose: ReplyAddress, person: Correspondent): Promise<Verdict> {
    const { text, files, key } = mail;
    if (text === '' && files.length === 0) return this.refuse(claimed, whose, person, 'empty');
    const answering = { disputeId: whose.disputeId, sub: person.sub, audience: whose.audience, key };
    const unsaid = text === '' ? null : await this.acts.say(answering, text);
    if (unsaid !== null) return this.refuse(claimed, whose, person, unsaid);
    const outcomes = await this.acts.stage(answering, files);
    const letter = outcomes.length === 0 ? null : this.letters.files(addressee(claimed, whose, person), outcomes);
    return { status: 'taken', reason: null, whose, letter };
  }

  private refuse(claimed: ClaimedInbound, whose: ReplyAddress, person: Correspondent, reason: Refused, detail?: string): Verdict {
    const letter = TOLD.includes(reason) ? this.letters.refusal(addressee(claimed, whose, person), reason) : null;
    return { ...refused(reason, whose, detail), letter };
  }
}

const addressee = ({ receivedAt }: ClaimedInbound, { role }: ReplyAddress, person: Correspondent): Addressee => ({ person, role, receivedAt });

const refused = (reason: Refused, whose: ReplyAddress | null, detail?: string): Verdict => ({ status: 'refused', reason, whose, letter: null, ...(detail === undefined ? {} : { detail }) });
