import { standsAsideIn } from './aside.sql.js';
import { casesHeldBy } from './held.sql.js';

/** A case as the desk lists it; the amount is the claim's, in minor units. */
export interface QueuedCase {
  readonly disputeId: string;
  readonly number: string;
  readonly state: string;
  readonly rank: number;
  /** Codes of what makes it urgent, other than time. */
  readonly because: readonly string[];
  /** How often nobody took it up in time. */
  readonly missed: number;
  readonly holder: string | null;
  readonly dueAt: Date;
  readonly escalatedAt: Date;
  readonly reason: string;
  readonly amount: number;
  readonly currency: string;
  readonly language: string | null;
  readonly buyerId: string;
  readonly sellerId: string;
  /** Whether the reader may judge it: false for a conflict of interest, a recusal, or a decision in this dispute before. */
  readonly mayJudge: boolean;
  /** Whether the reader holds as many cases as one person may. */
  readonly readerIsAtLimit: boolean;
  /** The law's moment at which it was read. */
  readonly now: Date;
}

export const CASE_SORTS = ['urgency', 'dueAt'] as const;
export type CaseSort = (typeof CASE_SORTS)[number];

/** What narrows the queue. Amounts are minor units and ask for the currency; ages are milliseconds since the case came to the desk. */
export interface CasesFilter {
  readonly state?: string;
  readonly holder?: string;
  readonly unheld?: true;
  readonly seller?: string;
  readonly priority?: number;
  readonly reason?: string;
  readonly language?: string;
  readonly currency?: string;
  readonly amountFrom?: number;
  readonly amountTo?: number;
  readonly olderThan?: number;
  readonly youngerThan?: number;
}

/** Where a page begins: after the case that this sort key and id belong to. */
export type CasePlace = readonly (string | number)[];

export interface CasesWanted {
  readonly filter: CasesFilter;
  readonly sort: CaseSort;
  /** Whose desk it is. */
  readonly reader: string;
  /** How many cases one person may hold. */
  readonly mostHeld: number;
  readonly after?: CasePlace | undefined;
  readonly most: number;
}

type Condition = (at: string) => string;

const LONG_AGO: Condition = (at) => `parley_now() - ${at}::bigint * interval '1 millisecond'`;

/** These have an index for each order of the list. */
const ALONG: Readonly<Partial<Record<keyof CasesFilter, Condition>>> = {
  state: (at) => `q.state = ${at}`,
  holder: (at) => `q.holder = ${at}`,
  unheld: (at) => `q.holder IS NULL AND ${at}::boolean`,
  seller: (at) => `q.seller_id = ${at}`,
  reason: (at) => `q.reason = ${at}`,
  language: (at) => `q.language = ${at}`,
};

const ON_THE_WAY: Readonly<Partial<Record<keyof CasesFilter, Condition>>> = {
  priority: (at) => `q.rank = 0 - ${at}::integer`,
  currency: (at) => `q.currency = ${at}`,
  amountFrom: (at) => `q.amount >= ${at}::bigint`,
  amountTo: (at) => `q.amount <= ${at}::bigint`,
  olderThan: (at) => `q.escalated_at <= ${LONG_AGO(at)}`,
  youngerThan: (at) => `q.escalated_at >= ${LONG_AGO(at)}`,
};

/** Judged on the way along an index. Knowing how rare such a value is, PostgreSQL would rather read and sort the whole queue: in a CASE it does not know. */
export const onTheWay = (...conditions: readonly string[]): string => `CASE WHEN ${conditions.join(' AND ')} THEN true ELSE false END`;

/** Nobody finds their own dispute on the desk: a party must not learn there what parties are not shown. $1 is the reader. */
const NO_PARTY = '$1 <> q.buyer_id AND $1 <> q.seller_id';

/** What $1 may judge: no case of theirs, not what they decided before, nor any in which they stand aside. */
export const MAY_JUDGE = `${NO_PARTY} AND $1 <> ALL (q.barred)
    AND NOT ${standsAsideIn({ person: '$1', disputeId: 'q.dispute_id', buyerId: 'q.buyer_id', sellerId: 'q.seller_id' })}`;

const KEYS: Readonly<Record<CaseSort, { readonly columns: string; readonly place: (at: readonly string[]) => string }>> = {
  urgency: { columns: 'q.rank, q.due_at, q.dispute_id', place: ([rank, due, id]) => `${rank}::smallint, ${due}::timestamptz, ${id}` },
  dueAt: { columns: 'q.due_at, q.dispute_id', place: ([due, id]) => `${due}::timestamptz, ${id}` },
};

/** Page sizes that are read. As a parameter the limit would be unknown to the plan, which then reads and sorts everything. */
const SIZES = [21, 51, 101];

const CASES = `
  SELECT q.dispute_id AS "disputeId", (SELECT d.number FROM dispute d WHERE d.id = q.dispute_id) AS number, q.state, q.rank, q.because,
    q.priority AS missed, q.holder, q.due_at AS "dueAt", q.escalated_at AS "escalatedAt", q.reason, q.amount, q.currency, q.language,
    q.buyer_id AS "buyerId", q.seller_id AS "sellerId", ${MAY_JUDGE} AS "mayJudge",
    EXISTS (SELECT FROM ${casesHeldBy('$1')} held OFFSET $2::integer - 1) AS "readerIsAtLimit", parley_now() AS now
  FROM case_queue q`;

export interface CaseStatement {
  readonly name: string;
  readonly text: string;
  readonly params: readonly unknown[];
}

/**
 * One page of the queue in the order asked for, with more rows than `most` where there are. The text holds only the
 * conditions that are asked for, so that each composition walks an index in the order of the list and never sorts.
 */
export function casesQuery({ filter, sort, reader, mostHeld, after, most }: CasesWanted): CaseStatement {
  const params: unknown[] = [reader, mostHeld];
  const asked = (of: typeof ALONG): (keyof CasesFilter)[] => (Object.keys(of) as (keyof CasesFilter)[]).filter((name) => filter[name] !== undefined);
  const said = (of: typeof ALONG): string[] => asked(of).map((name) => of[name]!(`$${params.push(filter[name])}`));
  const conditions = [...said(ALONG), onTheWay(NO_PARTY, ...said(ON_THE_WAY))];
  const { columns, place } = KEYS[sort];
  if (after !== undefined) conditions.push(`(${columns}) > (${place(after.map((part) => `$${params.push(part)}`))})`);
  const size = SIZES.find((each) => each >= most) ?? 101;
  const text = `${CASES} WHERE ${conditions.join(' AND ')} ORDER BY ${columns} LIMIT ${size}`;
  return { name: ['cases', sort, size, ...asked(ALONG), ...asked(ON_THE_WAY), ...(after === undefined ? [] : ['after'])].join(':'), text, params };
}

/** Badges need no more than "999 and more": counting on would read the whole queue. */
export const MOST_COUNTED = 1_000;

const BUCKETS = {
  overdue: `q.due_at <= parley_now()`,
  dueSoon: `q.due_at > parley_now() AND q.due_at <= parley_now() + $2::bigint * interval '1 millisecond'`,
  mine: `q.holder = $1`,
  unassigned: `q.holder IS NULL`,
} as const;

export type CaseCounts = Readonly<Record<keyof typeof BUCKETS, number>>;

const counted = ([name, condition]: [string, string]): string => `(SELECT count(*)::integer FROM (SELECT FROM case_queue q
    WHERE ${condition} AND ${onTheWay(NO_PARTY)}
    ORDER BY q.due_at, q.dispute_id LIMIT ${MOST_COUNTED}) those) AS "${name}"`;

/** How many cases stand in each bucket for one reader ($1); $2 is how soon is soon, in milliseconds. */
export const COUNT_CASES = `SELECT ${Object.entries(BUCKETS).map(counted).join(', ')}`;
