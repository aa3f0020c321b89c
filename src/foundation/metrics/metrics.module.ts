import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { Alerts } from './alerts.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';

/** What the process itself has to tell: Node's own metrics and the database pool. Contexts add theirs. */
@Global()
@Module({ controllers: [MetricsController], providers: [Metrics, Alerts], exports: [Metrics, Alerts] })
export class MetricsModule implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly sql: Sql,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge({
      name: 'parley_database_pool',
      help: 'Database connections by state, and requests waiting for one',
      labels: ['state'],
      collect: async () => Object.entries(this.sql.poolState()).map(([state, value]) => ({ labels: { state }, value })),
    });
  }
}
