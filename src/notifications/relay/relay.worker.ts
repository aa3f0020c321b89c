import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../foundation/config/config.js';
import { Workers } from '../../foundation/workers/workers.js';
import { sightOf } from '../domain/visibility.js';
import { FeedRepository, type FeedEntry, type UnplacedEvent } from '../store/feed.repository.js';
import { WebhooksRepository } from '../store/webhooks.repository.js';
import { telling } from './machines.js';

/** Whoever waits at an open stream hears of what happened after this: one look along an index, a fiftieth of a second apart. */
const LONGEST_REST_MS = 20;
/** Large enough to catch up fast, small enough that its one statement is done in milliseconds. */
const SLICE = 500;

/**
 * Copies the log into the feed: gives every event, of all disputes, one place in one order. Any number may run; who
 * comes second writes nothing. What is told to machines is queued by the same statement, so it is never lost.
 */
@Injectable()
export class RelayWorker implements OnModuleInit {
  constructor(
    private readonly feed: FeedRepository,
    private readonly webhooks: WebhooksRepository,
    private readonly workers: Workers,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.workers.register({ name: 'relay', everyMs: Math.min(this.config.sweepIntervalMs, LONGEST_REST_MS), tick: () => this.relay() });
  }

  /** One slice: how many events got their place. */
  async relay(): Promise<number> {
    const events = (await this.feed.unplaced(SLICE)).sort(inOrderOfTheLog);
    const [first, last] = [events[0], events.at(-1)];
    if (first === undefined || last === undefined) return 0;
    const entries = events.map((event, index) => entryOf(event, first.head + 1 + index));
    const told = telling(events, first.head, await this.webhooks.subscriptions());
    const placed = await this.feed.place(first.head, last, { entries, ...told });
    return placed ? events.length : 0;
  }
}

/** By transaction, then by id: nothing that is committed later can ever stand before what was read. */
function inOrderOfTheLog(one: UnplacedEvent, other: UnplacedEvent): number {
  const [x, y] = [BigInt(one.xid), BigInt(other.xid)];
  if (x !== y) return x < y ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

function entryOf({ disputeId, seq, type, buyerId, sellerId, audience, actor, toState }: UnplacedEvent, position: number): FeedEntry {
  return { position, disputeId, seq, type, buyerId, sellerId, ...sightOf({ audience, actorRole: actor.role, toState }) };
}
