import {
  holdingsOf, mayAppeal, needsSecondPerson, refuseFaults, type ActorRole, type Command, type Dispute, type DisputeEvent, type Grant, type Party,
  type Setting,
} from '../disputes/index.js';
import { newId } from '../foundation/ids.js';
import { evidenceNamedIn, faultsOf, partsOf, worthOf, type Claimed, type Ruling } from './domain/ruling.js';
import { statementOf, type AppealNotice } from './domain/statement.js';

type Ruled = Extract<DisputeEvent, { type: 'arbitratorRuled' }>;

const STAFF: readonly ActorRole[] = ['arbitrator', 'lead'];

/**
 * The holder decides. What is wrong with the ruling by itself is said before the law is asked. A ruling on appeal is
 * another event, with a word about the first one: it has no route yet, so this is always the first.
 */
export function rule(ruling: Ruling): Command {
  return {
    event: (role) => (STAFF.includes(role) ? 'arbitratorRuled' : null),
    needsOrder: true,
    make: (_type, setting) => ruled(ruling, setting),
  };
}

function ruled(ruling: Ruling, setting: Setting): Ruled {
  const { dispute, draft, policy } = setting;
  const { amount, shipping } = dispute.facts.claim;
  const claim: Claimed = { amount, shipping, currency: dispute.currency };
  refuseFaults(faultsOf(ruling, claim));
  const { remedy } = ruling;
  const grant = { remedy: { kind: remedy.kind, amount: worthOf(remedy, claim) }, ...partsOf(remedy, claim) };
  const decision = { id: newId('rul'), grant, evidenceIds: evidenceNamedIn(ruling), document: '' };
  const event: Ruled = { type: 'arbitratorRuled', ruling: decision, refundable: refundableOf(dispute) };
  const statement = statementOf(ruling, claim, { policy: policy.id, appeal: appealNotice(event, setting) });
  return { ...event, ruling: { ...decision, document: draft.commitDocument(statement) } };
}

/** The claimed items are this dispute's alone; shipping is the whole order's, less what went elsewhere. */
function refundableOf({ id, facts, state, order }: Dispute): Ruled['refundable'] {
  if (order === null) throw new Error(`the order of ${id} was not read`);
  const own = holdingsOf(state, facts).shipping.reserved;
  const shipping = order.shippingPaid - order.shippingRefunded - order.shippingReserved + own;
  return { items: facts.claim.amount - facts.claim.shipping, shipping };
}

/** The appeal begins when the ruling takes force: with it, unless a second person has to approve it. */
function appealNotice(event: Ruled, { dispute, role, policy }: Setting): AppealNotice {
  const { id: disputeId, state, facts, now, deadlines } = dispute;
  const pending = needsSecondPerson({ disputeId, state, facts, now, policy, deadlines, actor: { role, id: '' }, event });
  const by = appellants(dispute, event.ruling.id, event.ruling.grant);
  const until = pending || by.length === 0 ? null : new Date(now + policy.deadlines.appealWindow).toISOString();
  return { by, until };
}

function appellants({ facts }: Dispute, id: string, grant: Grant): Party[] {
  return mayAppeal({ ...facts, ruling: { id, grant, by: '' } });
}
