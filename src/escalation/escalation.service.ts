import { Injectable } from '@nestjs/common';
import { decodeCursor, pageOf, type Page } from '../foundation/http/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { problem } from '../foundation/problems/problem.js';
import { CaseQueueRepository } from './store/case-queue.repository.js';
import type { CasesFilter, CasesWanted, QueuedCase } from './store/case-queue.sql.js';

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** What the desk sees: the cases that wait for the platform, the most urgent first. */
@Injectable()
export class EscalationService {
  constructor(private readonly queue: CaseQueueRepository) {}

  /** One page of the queue, without the cases in which the caller is a party. */
  async cases(caller: Caller, filter: CasesFilter, { cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<Page<QueuedCase>> {
    const filterKey = JSON.stringify(['cases', filter.state, filter.holder, filter.priority]);
    const after = placeIn(filterKey, cursor);
    const rows = await this.queue.find({ filter, reader: caller.sub, after, most: limit + 1 });
    return pageOf(rows, limit, { filterKey, positionOf: ({ dueAt, disputeId }) => [dueAt.toISOString(), disputeId], viewOf: (row) => row });
  }
}

/** A cursor is not secret, so it may have been made up: what is no time would be an error of the database. */
function placeIn(filterKey: string, cursor: string | undefined): CasesWanted['after'] {
  const position = decodeCursor(filterKey, cursor);
  if (position === undefined) return undefined;
  const [dueAt, disputeId] = position;
  const isTime = typeof dueAt === 'string' && TIME.test(dueAt) && !Number.isNaN(Date.parse(dueAt));
  if (!isTime || typeof disputeId !== 'string') throw problem('malformed', 'The cursor is not one we gave.');
  return [dueAt, disputeId];
}
