import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Sql } from '../database/sql.js';

/** Makes the clock movable in the sandbox, and refuses to boot a real house on a database whose clock ever could move. */
@Injectable()
export class ClockSetup implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly sql: Sql,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.config.sandbox) {
      await this.sql.query('UPDATE clock_offset SET movable = true WHERE NOT movable');
      return;
    }
    const rows = await this.sql.query<{ movable: boolean }>('SELECT movable FROM clock_offset');
    if (rows.length !== 1 || rows[0]!.movable) throw new Error('This database belongs to a sandbox: its clock can be moved. Use another one.');
  }
}
