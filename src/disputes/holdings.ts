import { allocate } from '../orders/index.js';
import { isOpen, type State } from './domain/states.js';
import type { Facts } from './domain/facts.js';

/** What a dispute takes of one order line: units while it is open, money that is granted or gone. */
export interface LineHolding {
  readonly lineId: string;
  readonly units: number;
  readonly reserved: number;
  readonly refunded: number;
}

export interface Holdings {
  readonly lines: readonly LineHolding[];
  readonly shipping: { readonly reserved: number; readonly refunded: number };
}

interface Booked {
  readonly items: number;
  readonly shipping: number;
}

const NOTHING: Booked = { items: 0, shipping: 0 };

/** Granting reserves; a replacement or "nothing" needs no money (workflow.md, "Money"). */
function reserved(state: State, facts: Facts): Booked {
  const pays = facts.grant?.remedy.kind === 'refund' || facts.grant?.remedy.kind === 'return_and_refund';
  return isOpen(state) && pays && facts.refund?.status !== 'succeeded' ? (facts.grant ?? NOTHING) : NOTHING;
}

function refunded(facts: Facts): Booked {
  if (facts.refund?.status === 'succeeded') return facts.grant ?? NOTHING;
  const items = Math.min(facts.chargedBack, facts.claim.amount - facts.claim.shipping);
  return { items, shipping: facts.chargedBack - items };
}

/** How a dispute stands in the order's books: the difference of two holdings is what a decision moves. */
export function holdingsOf(state: State, facts: Facts): Holdings {
  const { items } = facts.claim;
  const weights = items.map(({ amount }) => amount);
  const onto = (amount: number): number[] => allocate(amount, weights);
  const held = reserved(state, facts);
  const gone = refunded(facts);
  const [reserve, refund] = [onto(held.items), onto(gone.items)];
  const lines = items.map(({ lineId, quantity }, index) => ({
    lineId,
    units: isOpen(state) ? quantity : 0,
    reserved: reserve[index] ?? 0,
    refunded: refund[index] ?? 0,
  }));
  return { lines, shipping: { reserved: held.shipping, refunded: gone.shipping } };
}

/** What a decision moves in the books, line by line in order of id; lines that do not move are left out. */
export function movementsBetween(before: Holdings, after: Holdings): Holdings {
  const ids = [...new Set([...before.lines, ...after.lines].map(({ lineId }) => lineId))].sort();
  const of = (holdings: Holdings, id: string): LineHolding =>
    holdings.lines.find(({ lineId }) => lineId === id) ?? { lineId: id, units: 0, reserved: 0, refunded: 0 };
  const lines = ids.map((id) => {
    const [was, is] = [of(before, id), of(after, id)];
    return { lineId: id, units: is.units - was.units, reserved: is.reserved - was.reserved, refunded: is.refunded - was.refunded };
  });
  return {
    lines: lines.filter(({ units, reserved: r, refunded: f }) => units !== 0 || r !== 0 || f !== 0),
    shipping: {
      reserved: after.shipping.reserved - before.shipping.reserved,
      refunded: after.shipping.refunded - before.shipping.refunded,
    },
  };
}
