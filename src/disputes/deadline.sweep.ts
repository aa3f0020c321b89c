import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../foundation/clock/clock.js';
import { Log } from '../foundation/logging/log.js';
import { Alerts } from '../foundation/metrics/alerts.js';
import { Workers } from '../foundation/workers/workers.js';
import { withoutApproval } from './domain/deadlines.js';
import { DisputesService, type Command } from './disputes.service.js';
import { DeadlinesRepository, type DueDeadline } from './store/deadlines.repository.js';

/** Silence of the platform, the bank or the provider decides nothing, so a person must look (workflow.md, "States"). */
const NEEDS_A_PERSON: ReadonlySet<string> = new Set(['pickup', 'decision', 'appealDecision', 'approval', 'suspensionReview', 'refundExecution', 'refundRetry']);

/** As many as the pool can serve beside requests. */
const AT_ONCE = 4;

/** What happens by itself when time has passed. Safe to run in many processes: a deadline fires once in effect, because only one dispute row can move on from its sequence number. */
@Injectable()
export class DeadlineSweep implements OnModuleInit {
  constructor(
    private readonly deadlines: DeadlinesRepository,
    private readonly disputes: DisputesService,
    private readonly workers: Workers,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly alerts: Alerts,
  ) {}

  onModuleInit(): void {
    this.clock.registerDueTime(() => this.deadlines.nextDue());
    this.workers.register({
      name: 'deadlines',
      tick: () => this.sweep(),
      backlog: () => this.deadlines.due(),
    });
  }

  /** Fires what is due; one dispute's deadlines in order of their time, different disputes side by side. */
  async sweep(): Promise<number> {
    const due = await this.deadlines.lease();
    const byDispute = Map.groupBy(due, ({ disputeId }) => disputeId);
    const queue = [...byDispute.values()];
    let fired = 0;
    const work = async (): Promise<void> => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        for (const one of next.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())) {
          // Not `fired += await`: that adds to what was counted before the others went on.
          const count = await this.fire(one);
          fired += count;
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return fired;
  }

  private async fire(due: DueDeadline): Promise<number> {
    try {
      const { decision } = await this.disputes.apply(due.disputeId, passed(due), { actor: { role: 'clock', id: 'clock' } });
      if (decision === 'accepted' && NEEDS_A_PERSON.has(due.kind)) this.alerts.raise(`${due.kind}_passed`, { disputeId: due.disputeId });
      return 1;
    } catch (error) {
      this.log.error('a deadline could not be fired and will be tried again', { disputeId: due.disputeId, kind: due.kind, error });
      return 0;
    }
  }
}

/** One that is no longer armed with that time changes nothing, and that is no error. Everybody reads the event: it says the time that everybody knew. */
function passed({ kind, dueAt }: DueDeadline): Command {
  return {
    event: () => 'deadlinePassed',
    make: (_type, { dispute: { deadlines, facts } }) => {
      const isArmed = deadlines.some((deadline) => deadline.kind === kind && deadline.dueAt === dueAt.getTime());
      const known = isArmed ? withoutApproval(deadlines, facts).find((deadline) => deadline.kind === kind) : undefined;
      return { type: 'deadlinePassed', kind, dueAt: (known === undefined ? dueAt : new Date(known.dueAt)).toISOString() };
    },
  };
}
