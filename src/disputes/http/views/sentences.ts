import type { Language } from '../../../foundation/identity/index.js';
import type { DeadlineKind } from '../../../policy/index.js';
import type { Dispute, EventRecord } from '../../dispute.js';
import type { DisputeEvent, RulingInput } from '../../domain/events.js';
import type { ActorRole, Party, RemedyKind } from '../../domain/facts.js';
import type { State } from '../../domain/states.js';
import { moneyInWords } from '../../../foundation/money.js';
import { timeInWords } from '../words/time.js';
import { say } from '../words/words.js';
import { stateShownTo } from './discretion.js';
import { isStaffRole, type Reader } from './reader.js';
import type { RulingView } from './ruling.view.js';

/** What a sentence needs of the dispute beside the event. */
export type ToldOf = Pick<Dispute, 'currency' | 'rulings' | 'informationRequests'>;

interface Telling extends ToldOf {
  readonly reader: Reader;
}

function actorInWords(role: ActorRole, { role: readerRole, lang }: Reader): string {
  return say(lang, 'actors', isStaffRole(role) && !isStaffRole(readerRole) ? 'platform' : role);
}

function remedyInWords({ kind, amount }: { kind: RemedyKind; amount: number | null }, { reader, currency }: Telling): string {
  return say(reader.lang, 'remedies', kind, { amount: amount === null ? 'whole' : moneyInWords(amount, currency, reader.lang) });
}

const ruledInWords = (ruling: RulingInput | undefined, telling: Telling): string =>
  ruling === undefined ? 'unknown' : remedyInWords(ruling.grant.remedy, telling);

interface Approved {
  readonly remedy: string;
  readonly outcome?: string;
}

/** Approving only names the ruling, and the event that made it is not for parties: what it gives stands in its statement, until that is erased. */
function approvedIn(rulingId: string, telling: Telling): Approved {
  const document = telling.rulings.find(({ id }) => id === rulingId)?.document as Pick<RulingView, 'remedy' | 'onAppeal'> | null | undefined;
  if (document === null || document === undefined) return { remedy: 'unknown' };
  const { remedy: { kind, amount }, onAppeal } = document;
  return { remedy: remedyInWords({ kind: kind as RemedyKind, amount: amount?.amount ?? null }, telling), ...(onAppeal && { outcome: onAppeal.outcome }) };
}

function reasonInWords(group: 'reasons' | 'rejectionReasons', reason: string, { reader }: Telling): string {
  return reader.policy.labels[group][reason]?.[reader.lang] ?? reason;
}

/** Who had not answered when the time was over. A case asks for one thing at a time, so the last question by then is meant. */
function silentAt(at: number, { informationRequests }: Pick<ToldOf, 'informationRequests'>): Party[] {
  const asked = informationRequests.findLast(({ status, createdAt }) => status === 'lapsed' && createdAt <= at);
  return asked?.addressees.filter((party) => !asked.answers.some(({ by }) => by === party)) ?? [];
}

/** That a deadline passed: with whose silence, where several could have been silent. */
export function overdueInWords(kind: DeadlineKind, at: number, dispute: Pick<ToldOf, 'informationRequests'>, lang: Language): string {
  const silent = kind === 'information' ? silentAt(at, dispute) : [];
  return silent.length === 0 ? say(lang, 'deadlines', kind) : say(lang, 'phrases', 'silent', { silent: silent.join('+') });
}

function passedInWords(kind: DeadlineKind, { fromState, toState, at }: EventRecord, telling: Telling): string {
  const { lang, role } = telling.reader;
  const what = overdueInWords(kind, at, telling, lang);
  if (fromState === toState) return what;
  return `${what} ${say(lang, 'phrases', 'nowIn', { state: say(lang, 'states', stateShownTo(role, toState as State)) })}`;
}

/** What a sentence names beside its actor. */
function detailsOf(event: DisputeEvent, record: EventRecord, telling: Telling): Record<string, string> {
  switch (event.type) {
    case 'buyerStarted':
      return { reason: reasonInWords('reasons', event.claim.reason, telling) };
    case 'claimReclassified':
      return { reason: reasonInWords('reasons', event.reason, telling) };
    case 'caseReassigned':
      return { to: event.to === null ? 'queue' : 'person' };
    case 'deadlineExtended':
      return { kind: event.kind, by: timeInWords(event.by, telling.reader.lang) };
    case 'sellerRejected':
      return { reason: reasonInWords('rejectionReasons', event.reason, telling) };
    case 'evidenceAdded':
      return { kind: event.evidence.kind };
    case 'messageSent':
      return { audience: event.audience };
    case 'informationRequested':
      return { addressee: event.addressees.join('+') };
    case 'sellerOffered':
    case 'buyerOffered':
    case 'settlementProposed':
      return { remedy: remedyInWords(event.remedy, telling) };
    case 'arbitratorRuled':
      return { remedy: ruledInWords(event.ruling, telling) };
    case 'appealRuled':
      return { outcome: event.outcome, remedy: ruledInWords(event.ruling, telling) };
    case 'rulingApproved':
      return { ...approvedIn(event.rulingId, telling) };
    case 'returnShipped':
    case 'replacementShipped':
      return { carrier: event.carrier, trackingNumber: event.trackingNumber };
    case 'deadlinePassed':
      return { what: passedInWords(event.kind as DeadlineKind, record, telling) };
    default:
      return {};
  }
}

/** That a second person was needed is not for parties: to them a ruling is made when it is approved. */
function shownType({ type }: DisputeEvent, { remedy, outcome }: Record<string, string>, { reader: { role } }: Telling): DisputeEvent['type'] {
  if (type !== 'rulingApproved' || isStaffRole(role) || remedy === 'unknown') return type;
  return outcome === undefined ? 'arbitratorRuled' : 'appealRuled';
}

/** What happened, in one sentence of the reader's language. */
export function sentenceOf(event: DisputeEvent, record: EventRecord, telling: Telling): string {
  const actor = actorInWords(record.actor.role, telling.reader);
  const details = detailsOf(event, record, telling);
  return say(telling.reader.lang, 'events', shownType(event, details, telling), { actor, ...details });
}
