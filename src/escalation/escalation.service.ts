import { Injectable } from '@nestjs/common';
import { Config } from '../foundation/config/config.js';
import { decodeCursor, pageOf, type Page } from '../foundation/http/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { problem } from '../foundation/problems/problem.js';
import { DeskRules } from './desk.rules.js';
import { judgesBlindly } from './pseudonyms.js';
import { CaseQueueRepository } from './store/case-queue.repository.js';
import { MOST_COUNTED, type CaseCounts, type CasePlace, type CaseSort, type CasesFilter, type QueuedCase } from './store/case-queue.sql.js';

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

interface PageWanted {
  readonly sort: CaseSort;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** What the desk sees: the cases that wait for the platform, the most urgent first. */
@Injectable()
export class EscalationService {
  constructor(
    private readonly queue: CaseQueueRepository,
    private readonly rules: DeskRules,
    private readonly config: Config,
  ) {}

  /** How much time before it is due makes a case due soon, in milliseconds. */
  get soonMs(): number {
    return this.rules.current.dueSoon;
  }

  /** One page of the queue, without the cases in which the caller is a party. Who must not know the parties cannot ask for one. */
  async cases(caller: Caller, filter: CasesFilter, { sort, cursor, limit }: PageWanted): Promise<Page<QueuedCase>> {
    if (filter.seller !== undefined && this.config.desk.hidesParties && judgesBlindly(caller)) throw problem('forbidden', { says: 'parties_hidden' });
    const filterKey = JSON.stringify(['cases', sort, Object.entries(filter)]);
    const after = placeIn(filterKey, sort, cursor);
    const rows = await this.queue.find({ filter, sort, reader: caller.sub, mostHeld: this.rules.mostHeld, after, most: limit + 1 });
    const positionOf = ({ rank, dueAt, disputeId }: QueuedCase) => [...(sort === 'urgency' ? [rank] : []), dueAt.toISOString(), disputeId];
    return pageOf(rows, limit, { filterKey, positionOf, viewOf: (row) => row });
  }

  /** How many cases stand in each bucket, for the badges of the caller's desk. */
  async counts(caller: Caller): Promise<CaseCounts & { countedUpTo: number }> {
    return { ...(await this.queue.count(caller.sub, this.soonMs)), countedUpTo: MOST_COUNTED };
  }
}

const isRank = (part: unknown): boolean => Number.isInteger(part) && Math.abs(part as number) <= 32_767;
/** There is no 31 February, though Date takes it for March, and no year 0. */
const isTime = (part: unknown): boolean => typeof part === 'string' && TIME.test(part) && !Number.isNaN(Date.parse(part)) && new Date(part).toISOString() === part && part > '0001';
const isId = (part: unknown): boolean => typeof part === 'string';

const SHAPES: Readonly<Record<CaseSort, readonly ((part: unknown) => boolean)[]>> = { urgency: [isRank, isTime, isId], dueAt: [isTime, isId] };

/** A cursor is not secret, so it may have been made up: what is no time would be an error of the database. */
function placeIn(filterKey: string, sort: CaseSort, cursor: string | undefined): CasePlace | undefined {
  const position = decodeCursor(filterKey, cursor);
  if (position === undefined) return undefined;
  const shape = SHAPES[sort];
  const fits = position.length === shape.length && shape.every((isRight, index) => isRight(position[index]));
  if (!fits) throw problem('malformed', { says: 'cursor_unknown' });
  return position;
}
