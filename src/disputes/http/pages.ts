import { decodeCursor, idIn, pageOf, type PageQuery, parseLimit } from '../../foundation/http/index.js';
import { isStaff } from '../../foundation/identity/index.js';
import { problem } from '../../foundation/problems/problem.js';
import type { Dispute, EventRecord } from '../dispute.js';
import { stageOf, STATES, type State } from '../domain/states.js';
import type { ListFilter } from '../store/dispute-list.sql.js';
import type { ListedDispute, MessageRecord } from '../store/readings.repository.js';
import { messageView, summaryView, type DisputePageView, type MessagePageView, type TimelinePageView } from './lists.view.js';
import type { DisputesQuery } from './reading.query.js';
import type { Sender } from './sender.js';
import { stateShownTo } from './views/discretion.js';
import type { Reader } from './views/reader.js';
import { timelineOf } from './views/timeline.view.js';

/** Which page of which list, understood from a query. */
interface PageWish {
  readonly filterKey: string;
  readonly limit: number;
}

export interface ListWish extends PageWish {
  readonly filter: ListFilter;
  /** The state asked for, as it is shown. */
  readonly shown: string | undefined;
  readonly before: string | null;
}

export interface TimelineWish extends PageWish {
  readonly after: number;
}

export interface MessagesWish extends PageWish {
  readonly before: string | null;
}

/** One state shown to a party may stand for two; staff see them as they are, but in a dispute of their own they are a party. */
function statesBehind(state: string, { caller }: Sender): string[] {
  return STATES.filter((real) => stateShownTo('marketplace', real) === state || (isStaff(caller) && real === state));
}

/** A state of another stage than the one asked for is nowhere. */
function statesFilter(state: string, sender: Sender, stage: string | undefined): Pick<ListFilter, 'states' | 'stage'> {
  const own = stageOf(state as State);
  return { states: stage === undefined || stage === own ? statesBehind(state, sender) : [], stage: own };
}

export function listWish({ cursor, limit, role, state, stage, waitingOn, reason, orderId }: DisputesQuery, sender: Sender): ListWish {
  const given = Object.entries({ stage, waitingOn, reason, orderId }).filter(([, value]) => value !== undefined);
  const filter = { ...Object.fromEntries(given), ...(state === undefined ? {} : statesFilter(state, sender, stage)) };
  const filterKey = JSON.stringify(['disputes', role, filter]);
  return { filter, shown: state, filterKey, limit: parseLimit(limit), before: idIn(filterKey, cursor) };
}

export function timelineWish(disputeId: string, { cursor, limit }: PageQuery): TimelineWish {
  const filterKey = `timeline ${disputeId}`;
  const [after] = decodeCursor(filterKey, cursor) ?? [0];
  if (typeof after !== 'number' || after < 0 || after > 2 ** 31 - 1) throw problem('malformed', { says: 'cursor_unknown' });
  return { filterKey, limit: parseLimit(limit), after };
}

/** `whose` is the dispute, or the piece of evidence that they are about. */
export function messagesWish(whose: string, { cursor, limit }: PageQuery): MessagesWish {
  const filterKey = `messages ${whose}`;
  return { filterKey, limit: parseLimit(limit), before: idIn(filterKey, cursor) };
}

/** What is shown in another state than the one asked for falls out here, so that a page may be short before the last. */
export function disputePage(rows: readonly ListedDispute[], { filterKey, limit, shown }: ListWish, { caller }: Sender): DisputePageView {
  const { data, ...rest } = pageOf(rows, limit, { filterKey, positionOf: ({ id }) => [id], viewOf: (row) => summaryView(row, caller) });
  return { data: data.filter(({ state }) => shown === undefined || state === shown), ...rest };
}

export function messagePage(rows: readonly MessageRecord[], { filterKey, limit }: MessagesWish, reader: Reader): MessagePageView {
  return pageOf(rows, limit, { filterKey, positionOf: ({ id }) => [id], viewOf: (row) => messageView(row, reader) });
}

export function timelinePage(rows: readonly EventRecord[], { filterKey, limit }: TimelineWish, dispute: Dispute, reader: Reader): TimelinePageView {
  const { data, ...rest } = pageOf(rows, limit, { filterKey, positionOf: ({ seq }) => [seq], viewOf: (row) => row });
  return { ...timelineOf(data, reader, dispute), ...rest };
}
