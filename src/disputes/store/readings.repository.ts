import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { EventRecord, MeasuredWait } from '../dispute.js';
import type { ListeningSide } from '../domain/audience.js';
import type { Audience, ChainedEvent } from '../domain/chain.js';
import type { Anchor } from '../domain/events.js';
import type { Actor, Claim } from '../domain/facts.js';
import type { State } from '../domain/states.js';
import { listStatement, type ListFilter, type Whose } from './dispute-list.sql.js';
import { CHAIN, MESSAGES, TIMELINE, WAY } from './readings.sql.js';
import { KEEP_WAITS, MARK_READ, UNMARK, UNMARK_ALL, UNREAD_OF_READER } from './talk.read.sql.js';

/** A dispute as far as a list shows it. */
export interface ListedDispute {
  readonly id: string;
  readonly number: string;
  readonly orderId: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly currency: string;
  readonly state: State;
  readonly waitingOn: string;
  readonly version: number;
  readonly policy: string;
  readonly claim: Claim;
  readonly openedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When the time of whoever it waits for is over. */
  readonly dueAt: number | null;
  /** While a ruling waits for approval: when the decision would be due if it did not. */
  readonly reviewDueAt: number | null;
  /** Milliseconds by which rulings that nobody approved moved the decision's time: parties do not see it moved. */
  readonly waitedInVain: number;
  /** How many messages are news to whoever lists; null where nothing was counted for them. */
  readonly unread: number | null;
}

export interface MessageRecord {
  readonly id: string;
  readonly seq: number;
  readonly author: Actor;
  readonly audience: Audience;
  readonly text: string | null;
  readonly evidenceIds: readonly string[];
  readonly anchor: Anchor | null;
  readonly createdAt: number;
}

export interface ChainRow extends ChainedEvent {
  readonly type: string;
  /** With the seal where the chain only commits to who it was. */
  readonly actor: Actor & { readonly salt?: string };
  readonly fromState: string | null;
  readonly toState: string;
  readonly audience: Audience;
  readonly input: object;
  readonly lawVersion: number;
  readonly policy: string;
  readonly at: number;
}

/** How far somebody has read, and how much came since. */
export interface ReadMarker {
  readonly upTo: number;
  readonly unread: number;
}

/** How much somebody has not read, in how many disputes. */
export interface UnreadTotal {
  readonly unread: number;
  readonly disputes: number;
}

/** What of a dispute's entries one reader may see, and from where on. */
export interface Excerpt {
  readonly disputeId: string;
  readonly audiences: readonly Audience[];
  readonly readerId: string;
  readonly limit: number;
}

/** Reads that show many rows: lists, timelines, messages, chains. One statement each. */
@Injectable()
export class ReadingsRepository {
  constructor(private readonly sql: Sql) {}

  /** Newest first; one more than `limit`, where there is more. */
  async list(whose: Whose, caller: string, filter: ListFilter, before: string | null, limit: number): Promise<ListedDispute[]> {
    const { name, text, params } = listStatement(whose, caller, filter, before, limit);
    const rows = await this.sql.named<ListedDispute>(name, text, params);
    return rows.sort((one, other) => (one.id < other.id ? 1 : -1)).slice(0, limit + 1);
  }

  timeline({ disputeId, audiences, readerId, limit }: Excerpt, after: number): Promise<EventRecord[]> {
    return this.sql.named<EventRecord>('dispute_timeline', TIMELINE, [disputeId, audiences, readerId, after, limit + 1]);
  }

  messages({ disputeId, audiences, readerId, limit }: Excerpt, before: string | null, about: string | null): Promise<MessageRecord[]> {
    return this.sql.named<MessageRecord>('dispute_messages', MESSAGES, [disputeId, audiences, readerId, before, limit + 1, about]);
  }

  /** Where the marker stands now: it only moves forward, and only to what was said. */
  async markRead(disputeId: string, readerId: string, side: ListeningSide, audiences: readonly Audience[], upTo: number): Promise<ReadMarker> {
    const [marker] = await this.sql.named<ReadMarker>('read_marker_move', MARK_READ, [disputeId, readerId, side, audiences, upTo]);
    return marker!;
  }

  /** No marker stands any more, and how far it would have. */
  async unmark(disputeId: string, readerId: string, audiences: readonly Audience[], upTo: number): Promise<ReadMarker> {
    const [marker] = await this.sql.named<ReadMarker>('read_marker_drop', UNMARK, [disputeId, readerId, audiences, upTo]);
    return marker!;
  }

  async unmarkAll(readerId: string, partyId: string): Promise<void> {
    await this.sql.named('read_marker_drop_all', UNMARK_ALL, [readerId, partyId]);
  }

  async unreadOf(readerId: string): Promise<UnreadTotal> {
    const [total] = await this.sql.named<UnreadTotal>('read_marker_total', UNREAD_OF_READER, [readerId]);
    return total!;
  }

  /** What the desk measured of itself at a moment of the law's (epoch milliseconds). */
  async keepWaits(waits: readonly Omit<MeasuredWait, 'asOf'>[], asOf: number): Promise<void> {
    await this.sql.named('desk_wait_keep', KEEP_WAITS, [JSON.stringify(waits), new Date(asOf).toISOString()]);
  }

  way(disputeId: string): Promise<Pick<EventRecord, 'fromState' | 'toState'>[]> {
    return this.sql.named('dispute_way', WAY, [disputeId]);
  }

  /** The whole log of a dispute, as it was chained. */
  chain(disputeId: string): Promise<ChainRow[]> {
    return this.sql.named<ChainRow>('dispute_chain', CHAIN, [disputeId]);
  }
}
