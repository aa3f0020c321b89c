import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '../../foundation/metrics/metrics.js';
import { InboundRepository, type InboundMail } from '../store/inbound.repository.js';

/** Counts what comes in by e-mail and what becomes of it. */
@Injectable()
export class InboundCount implements OnModuleInit {
  private readonly outcomes: Counter<'way' | 'outcome'>;

  constructor(
    private readonly metrics: Metrics,
    private readonly inbox: InboundRepository,
  ) {
    this.outcomes = new Counter({
      name: 'parley_inbound_mails_total',
      help: 'E-mails that came in, by way and by what became of them: taken, or why not',
      labelNames: ['way', 'outcome'] as const,
      registers: [metrics.registry],
    });
  }

  onModuleInit(): void {
    const collect = async () => Object.entries(await this.inbox.count()).map(([status, value]) => ({ labels: { status }, value }));
    this.metrics.gauge({ name: 'parley_inbound_mails', help: 'E-mails that came in and are not done with, by status', labels: ['status'], collect });
  }

  note(way: InboundMail['way'], outcome: string): void {
    this.outcomes.inc({ way, outcome });
  }
}
