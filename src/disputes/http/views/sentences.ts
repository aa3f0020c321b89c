import type { DeadlineKind } from '../../../policy/index.js';
import type { EventRecord, RulingRecord } from '../../dispute.js';
import type { DisputeEvent, RulingInput } from '../../domain/events.js';
import type { ActorRole, RemedyKind } from '../../domain/facts.js';
import type { State } from '../../domain/states.js';
import { moneyInWords } from '../words/money.js';
import { timeInWords } from '../words/time.js';
import { say } from '../words/words.js';
import { stateShownTo } from './discretion.js';
import { isStaffRole, type Reader } from './reader.js';
import type { RuledRemedyView } from './ruling.view.js';

interface Telling {
  readonly rulings: readonly RulingRecord[];
  readonly reader: Reader;
  readonly currency: string;
}

function actorInWords(role: ActorRole, { role: readerRole, lang }: Reader): string {
  return say(lang, 'actors', isStaffRole(role) && !isStaffRole(readerRole) ? 'platform' : role);
}

function remedyInWords({ kind, amount }: { kind: RemedyKind; amount: number | null }, { reader, currency }: Telling): string {
  return say(reader.lang, 'remedies', kind, { amount: amount === null ? 'whole' : moneyInWords(amount, currency, reader.lang) });
}

const ruledInWords = (ruling: RulingInput | undefined, telling: Telling): string =>
  ruling === undefined ? 'unknown' : remedyInWords(ruling.grant.remedy, telling);

/** Approving only names the ruling, and the event that made it is not for parties: what it gives stands in its statement. */
function approvedInWords(rulingId: string, telling: Telling): string {
  const remedy = telling.rulings.find(({ id }) => id === rulingId)?.document?.['remedy'] as RuledRemedyView | undefined;
  return remedy === undefined ? 'unknown' : remedyInWords({ kind: remedy.kind as RemedyKind, amount: remedy.amount?.amount ?? null }, telling);
}

function reasonInWords(group: 'reasons' | 'rejectionReasons', reason: string, { reader }: Telling): string {
  return reader.policy.labels[group][reason]?.[reader.lang] ?? reason;
}

function passedInWords(kind: DeadlineKind, { fromState, toState }: EventRecord, { reader: { lang, role } }: Telling): string {
  const what = say(lang, 'deadlines', kind);
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
      return { remedy: approvedInWords(event.rulingId, telling) };
    case 'returnShipped':
    case 'replacementShipped':
      return { carrier: event.carrier, trackingNumber: event.trackingNumber };
    case 'deadlinePassed':
      return { what: passedInWords(event.kind as DeadlineKind, record, telling) };
    default:
      return {};
  }
}

/** What happened, in one sentence of the reader's language. */
export function sentenceOf(event: DisputeEvent, record: EventRecord, telling: Telling): string {
  const actor = actorInWords(record.actor.role, telling.reader);
  return say(telling.reader.lang, 'events', event.type, { actor, ...detailsOf(event, record, telling) });
}
