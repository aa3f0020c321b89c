import { endedByRuling, standingOf, type OtherDispute } from '../domain/standing.js';

/**
 * A scalar subselect that gives the disputes of an order as JSON. It reads the table of the disputes context, which
 * alone writes it; `orderIdExpr` is SQL, never a value from outside.
 */
export function OTHER_DISPUTES_SQL(orderIdExpr: string): string {
  return `(
  SELECT json_agg(json_build_object('id', x.id, 'state', x.state, 'reason', x.reason, 'items', x.facts -> 'claim' -> 'items',
    'reopenUntil', x.facts -> 'reopenUntil', 'inadmissibleBy', x.facts -> 'inadmissibleBy'))
  FROM dispute x WHERE x.order_id = ${orderIdExpr} AND x.state <> 'draft')`;
}

/** What the subselect gives for each dispute. */
export interface OtherDisputeJson {
  readonly id: string;
  readonly state: string;
  readonly reason: string;
  readonly items: readonly { readonly lineId: string; readonly units: readonly number[] }[];
  readonly reopenUntil: number | null;
  readonly inadmissibleBy: string | null;
}

/** Those disputes that take units away from a new claim at this moment, leaving out the one that is asking. */
export function otherDisputesFrom(json: readonly OtherDisputeJson[] | null, now: number, exceptId?: string): OtherDispute[] {
  const byAge = [...(json ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
  return byAge.flatMap((dispute) => {
    const standing = dispute.id === exceptId ? null : standingOf(dispute, now);
    if (standing === null) return [];
    return [{ id: dispute.id, standing, ruled: endedByRuling(dispute.state), reason: dispute.reason, items: dispute.items }];
  });
}
