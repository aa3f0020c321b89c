import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../foundation/config/config.js';
import { isStaff, type Caller } from '../../foundation/identity/index.js';
import { problem } from '../../foundation/problems/problem.js';
import { Workers } from '../../foundation/workers/workers.js';
import type { FeedReader } from '../domain/visibility.js';
import { FeedRepository, type FeedPage } from '../store/feed.repository.js';

const PURGE_SLICE = 1_000;

/** What of the feed somebody wants to read. `after` null: from the oldest that is kept. */
export interface FeedWish {
  readonly after: number | null;
  readonly types: readonly string[] | null;
  readonly disputeId: string | null;
  readonly limit: number;
}

/** Everything that happened, in one order, for each reader what they may know of. */
@Injectable()
export class FeedService implements OnModuleInit {
  constructor(
    private readonly feed: FeedRepository,
    private readonly workers: Workers,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.workers.registerPurge('feed', () => this.feed.purge(PURGE_SLICE));
  }

  /** The caller as a reader: in a house that hides the parties from arbitrators, leads alone know them. */
  readerFor(caller: Caller): FeedReader {
    const knowsParties = caller.roles.includes('lead') || !this.config.desk.hidesParties;
    return { sub: caller.sub, isStaff: isStaff(caller), isMarketplace: caller.roles.includes('marketplace'), knowsParties };
  }

  /** The next events after a cursor; 410 where some that came after it are no longer kept. */
  async read(reader: FeedReader, wish: FeedWish): Promise<FeedPage> {
    const page = await this.feed.page({ ...wish, reader, after: wish.after ?? 0 });
    if (wish.after !== null && wish.after < page.purgedThrough) throw problem('cursor_expired');
    return page;
  }
}
