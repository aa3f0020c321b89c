import {
  fault, holdingsOf, inForce, isStage, mayAppeal, needsSecondPerson, refuseFaults, type ActorRole, type Command, type Dispute, type DisputeEvent, type EventType,
  type Grant, type Party, type Setting,
} from '../disputes/index.js';
import { newId } from '../foundation/ids.js';
import { evidenceNamedIn, faultsOf, partsOf, worthOf, type Claimed, type Ruling } from './domain/ruling.js';
import { statementOf, type AppealNotice, type OnAppeal } from './domain/statement.js';

type Ruled = Extract<DisputeEvent, { type: 'arbitratorRuled' | 'appealRuled' }>;
type Refundable = Ruled['refundable'];
/** A ruling as it is made, before its statement is bound. */
interface Made {
  readonly id: string;
  readonly grant: Grant;
}

const STAFF: readonly ActorRole[] = ['arbitrator', 'lead'];

/** The holder decides: the first time, or about a ruling that was appealed. What is wrong with the ruling by itself is said before the law is asked. */
export function rule(ruling: Ruling): Command {
  return {
    event: (role, { state }) => (STAFF.includes(role) ? (isStage(state, 'appealed') ? 'appealRuled' : 'arbitratorRuled') : null),
    needsOrder: true,
    make: (type, setting) => ruled(type, ruling, setting),
  };
}

function ruled(type: EventType, ruling: Ruling, setting: Setting): Ruled {
  const { dispute, draft, policy } = setting;
  const { amount, shipping } = dispute.facts.claim;
  const claim: Claimed = { amount, shipping, currency: dispute.currency };
  refuseFaults([...faultsOf(ruling, claim), ...appealFaults(ruling, dispute)]);
  const { remedy } = ruling;
  const made = { id: newId('rul'), grant: { remedy: { kind: remedy.kind, amount: worthOf(remedy, claim) }, ...partsGranted(ruling, claim, dispute) } };
  const refundable = refundableOf(dispute);
  const event = eventOf(type, ruling, made, refundable);
  const onAppeal = onAppealOf(event, dispute);
  const statement = statementOf(ruling, claim, { policy: policy.id, appeal: appealNotice(event, made, setting), ...(onAppeal === undefined ? {} : { onAppeal }) });
  return eventOf(type, ruling, made, refundable, draft.commitDocument(statement));
}

/** Upholding without a word about components repeats those of the ruling that is upheld. */
function partsGranted({ remedy, onAppeal }: Ruling, claim: Claimed, { facts: { ruling } }: Dispute): Omit<Grant, 'remedy'> {
  const isRepeated = onAppeal === 'uphold' && remedy.components === undefined && ruling?.grant.remedy.amount === worthOf(remedy, claim);
  return isRepeated ? { items: ruling.grant.items, shipping: ruling.grant.shipping } : partsOf(remedy, claim);
}

function eventOf(type: EventType, ruling: Ruling, made: Made, refundable: Refundable, document = ''): Ruled {
  const decision = { ...made, evidenceIds: evidenceNamedIn(ruling), document };
  if (type !== 'appealRuled') return { type: 'arbitratorRuled', ruling: decision, refundable };
  return { type, outcome: ruling.onAppeal ?? 'uphold', ruling: decision, refundable };
}

/** On appeal a ruling says what becomes of the one before; elsewhere there is none. */
function appealFaults({ onAppeal }: Ruling, { state }: Dispute): ReturnType<typeof fault>[] {
  if (isStage(state, 'appealed') && onAppeal === undefined) {
    return [{ pointer: '/onAppeal', code: 'required', says: 'on_appeal_required' }];
  }
  if (isStage(state, 'escalated') && onAppeal !== undefined) return [fault('/onAppeal', 'not_on_appeal')];
  return [];
}

function onAppealOf(event: Ruled, { facts }: Dispute): OnAppeal | undefined {
  if (event.type !== 'appealRuled') return undefined;
  return { outcome: event.outcome, ...(facts.ruling === null ? {} : { rulingId: facts.ruling.id }) };
}

/** The claimed items are this dispute's alone; shipping is the whole order's, less what went elsewhere. */
function refundableOf({ id, facts, state, order }: Dispute): Refundable {
  if (order === null) throw new Error(`the order of ${id} was not read`);
  const own = holdingsOf(state, facts).shipping.reserved;
  const shipping = order.shippingPaid - order.shippingRefunded - order.shippingReserved + own;
  return { items: facts.claim.amount - facts.claim.shipping, shipping };
}

/** The appeal begins when the ruling takes force: with it, unless a second person has to approve it. After an appeal there is no other. */
function appealNotice(event: Ruled, { id, grant }: Made, { dispute, role, policy }: Setting): AppealNotice {
  if (event.type === 'appealRuled') return { by: [], until: null };
  const { id: disputeId, state, facts, now, deadlines } = dispute;
  const pending = needsSecondPerson({ disputeId, state, facts, now, policy, deadlines, actor: { role, id: '' }, event });
  const by: Party[] = mayAppeal(inForce(facts, { id, grant, by: '' }));
  const until = pending || by.length === 0 ? null : new Date(now + policy.deadlines.appealWindow).toISOString();
  return { by, until };
}
