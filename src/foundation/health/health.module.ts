import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Sql } from '../database/sql.js';
import { HealthController } from './health.controller.js';
import { Health } from './health.js';
import { InFlight } from './in-flight.js';

/** Health with the checks that every process needs; contexts register theirs. */
@Global()
@Module({ controllers: [HealthController], providers: [Health, InFlight], exports: [Health] })
export class HealthModule implements OnModuleInit {
  #migrated = false;

  constructor(
    private readonly health: Health,
    private readonly sql: Sql,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.health.register({ name: 'database', check: async () => void (await this.sql.query('SELECT 1')) });
    this.health.register({ name: 'migrations', check: () => this.checkMigrations() });
  }

  /** Once nothing is pending nothing can become pending: a newer release is a newer process. */
  private async checkMigrations(): Promise<void> {
    if (this.#migrated) return;
    if (await this.dataSource.showMigrations()) throw new Error('migrations are pending: run the migrate command');
    this.#migrated = true;
  }
}
