import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '../foundation/metrics/metrics.js';
import { COUNTED_STATES, MetricsRepository } from './store/metrics.repository.js';

/** What operators watch: how many disputes stand where, which deadlines are late, and how far a reader of the log may lag. */
@Injectable()
export class DisputesMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly repository: MetricsRepository,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge({
      name: 'parley_disputes',
      help: 'Disputes that are not closed, by state',
      labels: ['state'],
      collect: async () => {
        const counted = new Map((await this.repository.disputesByState()).map(({ state, disputes }) => [state, disputes]));
        return COUNTED_STATES.map((state) => ({ labels: { state }, value: counted.get(state) ?? 0 }));
      },
    });
    this.metrics.gauge({
      name: 'parley_deadlines_overdue',
      help: 'Deadlines that have passed and were not fired yet',
      collect: async () => [{ value: await this.repository.overdueDeadlines() }],
    });
    this.metrics.gauge({
      name: 'parley_log_backlog',
      help: 'Events that a transaction still under way keeps readers of the log from seeing',
      collect: async () => [{ value: await this.repository.logBacklog() }],
    });
  }
}
