import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Log } from '../../foundation/logging/log.js';
import { Alerts } from '../../foundation/metrics/alerts.js';
import { Problem } from '../../foundation/problems/problem.js';
import { Workers } from '../../foundation/workers/workers.js';
import { DecoderDied } from '../media/decoder.js';
import { RedactionRepository, type DueRedaction } from '../store/redaction.repository.js';
import { Redactor } from './redactor.js';

/** Decoding is dear, and whoever waits for a redaction is one person. */
const AT_ONCE = 1;
/** A picture on which the decoder has died so often will not be made. */
const MOST_CRASHES = 6;

/** Finds redactions that are to be carried out. Safe to run in many processes: each claims pieces of its own. */
@Injectable()
export class RedactionWorker implements OnModuleInit {
  constructor(
    private readonly redactions: RedactionRepository,
    private readonly redactor: Redactor,
    private readonly workers: Workers,
    private readonly alerts: Alerts,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.workers.register({ name: 'evidence-redaction', tick: () => this.carryOutSome(), backlog: () => this.redactions.waiting() });
  }

  async carryOutSome(): Promise<number> {
    const due = await this.redactions.claim(AT_ONCE);
    for (const redaction of due) await this.carryOut(redaction);
    return due.length;
  }

  private async carryOut(due: DueRedaction): Promise<void> {
    try {
      if (!(await this.redactor.carryOut(due))) await this.giveUp(due, 'such pictures cannot be made');
    } catch (error) {
      // The law says that there is nothing to redact any more: the piece was taken back or erased.
      const isOver = error instanceof Problem && (error.code === 'evidence_unknown' || error.code === 'evidence_erased');
      if (isOver || (error instanceof DecoderDied && due.tries >= MOST_CRASHES)) return this.giveUp(due, error.message);
      this.log.error('a redaction was not carried out and will be tried again', { evidenceId: due.id, number: due.number, error });
      await this.redactions.tryLater(due);
    }
  }

  /** What was to be hidden stays hidden: with the whole piece, from everybody but staff. */
  private async giveUp(due: DueRedaction, why: string): Promise<void> {
    await this.redactions.fail(due);
    this.alerts.raise('redaction_failed', { disputeId: due.disputeId, evidenceId: due.id, number: due.number, why });
  }
}
