import { Injectable } from '@nestjs/common';
import { DisputesService } from '../disputes/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { DeskRules } from './desk.rules.js';
import { holidaysBetween } from './domain/business-time.js';
import type { DeskRulesDocument } from './domain/desk-rules.js';
import { promisesOf, wasKept, type Promised } from './domain/promises.js';
import { LedgerRepository } from './store/ledger.repository.js';

/** A promise with what became of it and everything it was computed from. */
export interface ExplainedPromise extends Promised {
  readonly duration: number;
  readonly kept: boolean | null;
  readonly rules: DeskRulesDocument;
  /** Days on which the desk would have been open, but for a holiday. */
  readonly holidays: readonly string[];
}

/** What became of a promise by now, and what made it as late as it is. */
export function explained(promise: Promised, rules: DeskRulesDocument, now: number): ExplainedPromise {
  const { kind, since, dueAt } = promise;
  return { ...promise, rules, duration: rules.promises[kind], kept: wasKept(promise, now), holidays: holidaysBetween(since, dueAt ?? now, rules.calendar) };
}

/** How soon the platform said it would take a case up and decide it: for the parties as well as for staff. */
@Injectable()
export class PromisesService {
  constructor(
    private readonly disputes: DisputesService,
    private readonly ledger: LedgerRepository,
    private readonly desk: DeskRules,
  ) {}

  /** Every promise of the dispute so far, oldest first; none before it came to the desk. */
  async of(disputeId: string, caller: Caller): Promise<ExplainedPromise[]> {
    const { dispute } = await this.disputes.get(disputeId, caller);
    const rules = this.desk.under(dispute.policy);
    const { steps, now } = await this.ledger.stepsOf(disputeId);
    return promisesOf(steps, rules, now).map((promise) => explained(promise, rules, now));
  }
}
