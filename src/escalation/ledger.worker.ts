import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Alerts } from '../foundation/metrics/alerts.js';
import { Workers } from '../foundation/workers/workers.js';
import { DeskRules } from './desk.rules.js';
import { summaryOf, type Subject } from './domain/summary.js';
import { LedgerRepository, type Entry } from './store/ledger.repository.js';

/**
 * Keeps what the desk counts, from the log: each dispute that something happened to is summed up anew, so that doing it
 * twice, or by two workers at once, gives the same rows. Calls a person where the platform did not keep its word.
 */
@Injectable()
export class LedgerWorker implements OnModuleInit {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly rules: DeskRules,
    private readonly workers: Workers,
    private readonly alerts: Alerts,
  ) {}

  onModuleInit(): void {
    this.workers.register({ name: 'ledger', tick: () => this.tick() });
  }

  /** How many events were read and people called. */
  async tick(): Promise<number> {
    return (await this.readOn()) + (await this.callForBroken());
  }

  private async readOn(): Promise<number> {
    const events = await this.ledger.nextEvents();
    const last = events.at(-1);
    if (last === undefined) return 0;
    const subjects = await this.ledger.subjects([...new Set(events.map(({ disputeId }) => disputeId))]);
    const entries = subjects.map(({ subject, now }) => this.summed(subject, now)).filter((entry) => entry !== null);
    await this.ledger.keep(entries);
    await this.ledger.moveOn(last);
    return events.length;
  }

  /** Null for a draft, and for a dispute whose log is damaged: it calls a person and must not keep all the others from being counted. */
  private summed(subject: Subject, now: number): Entry | null {
    try {
      return summaryOf(subject, this.rules.under(subject.policy), now);
    } catch (error) {
      this.alerts.raise('dispute_not_counted', { disputeId: subject.disputeId, error });
      return null;
    }
  }

  private async callForBroken(): Promise<number> {
    const broken = await this.ledger.callForBroken();
    for (const { disputeId, kind } of broken) this.alerts.raise(`promised_${kind}_missed`, { disputeId });
    return broken.length;
  }
}
