import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { FeedReader, Sight } from '../domain/visibility.js';
import { FEED_HEAD, FEED_NEWS, FEED_STATEMENTS, LOOKED_THROUGH, type FeedStatement } from './feed.sql.js';
import { COPY_LOG, KEPT_DAYS, PURGE_FEED, READ_LOG } from './relay.sql.js';
import type { Message, Queued } from './webhooks.repository.js';

/** An event as the log has it. `at` is epoch milliseconds. */
export interface LoggedEvent {
  readonly id: string;
  readonly disputeId: string;
  readonly seq: number;
  readonly type: string;
  readonly actor: { readonly role: string; readonly id: string };
  readonly fromState: string | null;
  readonly toState: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly at: number;
  readonly buyerId: string;
  readonly sellerId: string;
}

/** An event with its place in the one order of all disputes. */
export interface FeedEvent extends LoggedEvent {
  readonly position: number;
}

/** A new event and who may see it. */
export interface FeedNews extends FeedEvent, Sight {
  /** Who of the staff asked about stands aside in its dispute; empty where both sides may see it. */
  readonly aside: readonly string[];
}

/** What the relay reads: an event that has no place yet, and the place of the one before all of these. */
export interface UnplacedEvent extends LoggedEvent {
  readonly head: number;
  readonly audience: string;
  /** With an approval what the approved ruling was made with, else null. */
  readonly approved: LoggedEvent['input'] | null;
  readonly xid: string;
  readonly number: string;
  readonly orderId: string;
}

export interface FeedEntry extends Sight {
  readonly position: number;
  readonly disputeId: string;
  readonly seq: number;
  readonly type: string;
  readonly buyerId: string;
  readonly sellerId: string;
}

/** What becomes of the log's next events. */
export interface Placing {
  readonly entries: readonly FeedEntry[];
  readonly messages: readonly Message[];
  readonly queued: readonly Queued[];
}

export { NEWS_CHANNEL } from './relay.sql.js';

export interface FeedQuestion {
  readonly reader: FeedReader;
  readonly after: number;
  readonly types: readonly string[] | null;
  readonly disputeId: string | null;
  readonly limit: number;
}

/** What was found, and up to which position everything was looked at. `complete`: up to the newest there is. */
export interface FeedPage {
  readonly events: readonly FeedEvent[];
  readonly through: number;
  readonly complete: boolean;
  readonly purgedThrough: number;
}

interface PageRow {
  readonly head: number;
  readonly purgedThrough: number;
  readonly looked: number;
  readonly lookedTo: number | null;
  readonly events: FeedEvent[] | null;
}

@Injectable()
export class FeedRepository {
  constructor(private readonly sql: Sql) {}

  /** The log's next events, in its order. */
  unplaced(limit: number): Promise<UnplacedEvent[]> {
    return this.sql.named<UnplacedEvent>('relay_read', READ_LOG, [limit]);
  }

  /** False where somebody else was faster, and nothing was written. */
  async place(head: number, last: Pick<UnplacedEvent, 'xid' | 'id'>, { entries, messages, queued }: Placing): Promise<boolean> {
    const params = [head, last.xid, last.id, ...[entries, messages, queued].map((rows) => JSON.stringify(rows))];
    return (await this.sql.named('relay_copy', COPY_LOG, params)).length > 0;
  }

  /** How many of the oldest entries went. */
  async purge(slice: number): Promise<number> {
    const [row] = await this.sql.named<{ gone: number }>('feed_purge', PURGE_FEED, [slice, KEPT_DAYS]);
    return row?.gone ?? 0;
  }

  async page({ reader, after, types, disputeId, limit }: FeedQuestion): Promise<FeedPage> {
    const statement = statementFor(reader, disputeId);
    const params = [reader.sub, after, types, limit + 1, ...(disputeId === null ? [] : [disputeId])];
    const [row] = await this.sql.named<PageRow>(`feed_${statement}`, FEED_STATEMENTS[statement], params);
    return pageFrom(row!, limit);
  }

  /** `staff`: the accounts of staff that it is for. */
  news(after: number, limit: number, staff: readonly string[]): Promise<FeedNews[]> {
    return this.sql.named<FeedNews>('feed_news', FEED_NEWS, [after, limit, staff]);
  }

  /** The newest position there is. */
  async head(): Promise<number> {
    const [row] = await this.sql.named<{ position: number }>('feed_head', FEED_HEAD, []);
    return row!.position;
  }
}

function statementFor({ isStaff, isMarketplace }: FeedReader, disputeId: string | null): FeedStatement {
  const whose = isStaff ? 'staff' : isMarketplace ? 'marketplace' : 'own';
  return disputeId === null ? whose : `${whose}_dispute`;
}

/** Up to where everything was looked at: the last shown, else the end of what was looked through, else the newest there is. */
function pageFrom({ head, purgedThrough, looked, lookedTo, events }: PageRow, limit: number): FeedPage {
  const found = (events ?? []).sort((one, other) => one.position - other.position);
  const shown = found.slice(0, limit);
  if (found.length > limit) return { events: shown, through: shown.at(-1)!.position, complete: false, purgedThrough };
  const isCut = looked >= LOOKED_THROUGH;
  return { events: shown, through: isCut ? lookedTo! : head, complete: !isCut, purgedThrough };
}
