import { decide, type Decision, type Situation } from '../../src/disputes/domain/decide.js';
import type { DisputeEvent } from '../../src/disputes/domain/events.js';
import type { Actor, Facts } from '../../src/disputes/domain/facts.js';
import { keyOf, settle } from './configurations.js';
import type { Move } from './moves.js';

/* Is what the walk makes equal really equal? Every step of a real history is taken a second time in the walk's words. */

/** The same person under the name the walk gives to what that person did. */
function nameless({ role, id }: Actor, { holder, decidedBy }: Facts): Actor {
  if (role !== 'arbitrator') return { role, id };
  if (id === holder) return { role, id: 'ar_holder' };
  return { role, id: decidedBy.includes(id) ? 'ar_judge' : 'ar_fresh' };
}

function referenceOf(reference: string, { open, known }: Facts['chargebacks']): string | null {
  if (open.includes(reference)) return `cb_${open.indexOf(reference) + 1}`;
  return known.includes(reference) ? null : `cb_${open.length + 1}`;
}

/** The same event in the walk's words; null for what it does not tell: a chargeback that ended, a deadline not armed. */
function retold(event: DisputeEvent, facts: Facts, settled: Situation): DisputeEvent | null {
  const { chargebacks, refund } = facts;
  switch (event.type) {
    case 'chargebackOpened':
    case 'chargebackEnded':
    case 'chargebackLost': {
      const reference = referenceOf(event.reference, chargebacks);
      return reference === null ? null : { ...event, reference };
    }
    case 'caseReassigned':
      return { ...event, to: event.to === null ? null : nameless({ role: 'arbitrator', id: event.to }, facts).id };
    case 'refundSucceeded':
    case 'refundFailed':
      return { ...event, keyNo: event.keyNo - (refund?.keyNo ?? 0) + 2 };
    case 'deadlinePassed': {
      const deadline = settled.deadlines.find(({ kind }) => kind === event.kind);
      return deadline === undefined ? null : { ...event, dueAt: new Date(deadline.dueAt).toISOString() };
    }
    default:
      return event;
  }
}

const keyAfter = (before: Situation, decision: Decision): string =>
  decision.outcome === 'accepted'
    ? `${decision.state} ${keyOf(settle({ ...before, state: decision.state, facts: decision.facts, deadlines: decision.deadlines }))}`
    : 'nothing happens';

/** What came of a move for real, and what comes of it in the walk; null where the walk has no such move. */
export function told(before: Situation, { event, actor }: Move, real: Decision): { real: string; walked: string } | null {
  const settled = settle(before);
  const same = retold(event, before.facts, settled);
  if (same === null) return null;
  // In the walk a deadline passes when its time has come; here it may be tried too early.
  const tooEarly = event.type === 'deadlinePassed' && before.now < Date.parse(event.dueAt);
  const now = same.type === 'deadlinePassed' && !tooEarly ? Date.parse(same.dueAt) : settled.now;
  const walked = decide({ ...settled, now }, same, nameless(actor, before.facts));
  return { real: keyAfter(before, real), walked: keyAfter({ ...settled, now }, walked) };
}
