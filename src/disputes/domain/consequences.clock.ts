import { withRefund } from './consequences.money.js';
import { aboutTheReturn, granted } from './consequences.remedy.js';
import type { EventOf } from './events.js';
import type { Facts, Party } from './facts.js';
import { refundOfClaim, silenceGrants } from './grants.js';
import type { Judgement } from './judgement.js';
import { fellThrough } from './rulings.js';

function refundTimePassed(facts: Facts, kind: string): Facts {
  if (kind === 'refundExecution') return withRefund(facts, { status: 'unknown' });
  if (facts.refund === null) return facts;
  const asks = facts.refund.status === 'failed' ? facts.refund.asks : facts.refund.asks + 1;
  return withRefund(facts, { asks, retries: facts.refund.retries + (kind === 'refundRetry' ? 1 : 0) });
}

const withSilent = (facts: Facts, silent: readonly Party[]): Party[] => [...new Set([...facts.silences, ...silent])];

/** What the clock changes. Silences are remembered: an arbitrator may count them. */
export function deadlinePassed(j: Judgement<EventOf<'deadlinePassed'>>): Facts {
  const { facts, event } = j;
  switch (event.kind) {
    case 'sellerResponse':
      return { ...(silenceGrants(j) ? granted(j) : facts), silences: withSilent(facts, ['seller']) };
    case 'buyerResponse':
      return { ...facts, silences: withSilent(facts, ['buyer']) };
    case 'appealWindow':
      return j.state === 'closed.inadmissible' ? { ...facts, appealUntil: null } : granted(j);
    case 'pickup':
      return { ...facts, priority: facts.priority + 1 };
    case 'information':
      return { ...facts, silences: withSilent(facts, facts.information?.awaiting ?? []), information: null };
    case 'settlement':
      return { ...facts, settlement: null };
    case 'approval':
      return fellThrough(j);
    case 'returnTransit':
      return aboutTheReturn(facts);
    case 'returnAddress':
    case 'inspection':
      return { ...facts, silences: withSilent(facts, ['seller']) };
    case 'replacementShipment':
      return { ...facts, grant: refundOfClaim(facts) };
    case 'reopen':
      return { ...facts, reopenUntil: null };
    case 'refundExecution':
    case 'refundRetry':
    case 'refundQuery':
      return refundTimePassed(facts, event.kind);
    default:
      return facts;
  }
}
