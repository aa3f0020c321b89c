/** A case as the desk lists it; the amount is the claim's. */
export interface QueuedCase {
  readonly disputeId: string;
  readonly number: string;
  readonly state: string;
  readonly priority: number;
  readonly holder: string | null;
  readonly dueAt: Date;
  readonly reason: string;
  readonly amount: number;
  readonly currency: string;
}

export interface CasesFilter {
  readonly state?: string;
  readonly holder?: string;
  readonly priority?: number;
}

export interface CasesWanted {
  readonly filter: CasesFilter;
  /** Whose desk it is. */
  readonly reader: string;
  /** Where the page begins: after the case with this time and id. */
  readonly after?: readonly [dueAt: string, disputeId: string] | undefined;
  readonly most: number;
}

// Nobody finds their own dispute on the desk: a party must not learn there what parties are not shown.
const CASES = `
  SELECT q.dispute_id AS "disputeId", d.number, q.state, q.priority, q.holder, q.due_at AS "dueAt", d.reason,
    (d.facts #>> '{claim,amount}')::bigint AS amount, d.currency
  FROM case_queue q JOIN dispute d ON d.id = q.dispute_id
  WHERE $2 <> d.buyer_id AND $2 <> d.seller_id`;

/**
 * One page of the queue, soonest due first. The text holds only the conditions that are asked for, so that each
 * composition walks an index in the order of the list and never sorts.
 */
export function casesQuery({ filter, reader, after, most }: CasesWanted): { name: string; text: string; params: unknown[] } {
  const asked = (['state', 'holder', 'priority'] as const).filter((column) => filter[column] !== undefined);
  const params: unknown[] = [most, reader, ...asked.map((column) => filter[column])];
  const conditions = asked.map((column, index) => ` AND q.${column} = $${index + 3}`).join('');
  const place = after === undefined ? '' : ` AND (q.due_at, q.dispute_id) > ($${params.length + 1}::timestamptz, $${params.length + 2})`;
  return {
    name: ['cases', ...asked, ...(after === undefined ? [] : ['after'])].join(':'),
    text: `${CASES}${conditions}${place} ORDER BY q.due_at, q.dispute_id LIMIT $1`,
    params: [...params, ...(after ?? [])],
  };
}
