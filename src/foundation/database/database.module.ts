import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions } from 'typeorm';
import { Config } from '../config/config.js';
import { Log } from '../logging/log.js';
import { dataSourceOptions, newDataSource, type DatabaseOptions } from './data-source.js';
import { Sql } from './sql.js';
import { Whispers } from './whispers.js';

/** One pool per process, shared by TypeORM and by the hot statements of `Sql`. */
@Module({})
export class DatabaseModule {
  static with(lists: Pick<DatabaseOptions, 'entities' | 'migrations'>): DynamicModule {
    const typeOrm = TypeOrmModule.forRootAsync({
      inject: [Config, Log],
      useFactory: (config: Config, log: Log) => ({
        ...dataSourceOptions({
          ...lists,
          url: config.databaseUrl,
          pool: config.databasePool,
          onPoolError: (error) => log.warn('an idle database connection was lost', { error }),
        }),
        retryAttempts: 5,
        retryDelay: 1_000,
      }),
      dataSourceFactory: (options) => Promise.resolve(newDataSource(options as DataSourceOptions)),
    });
    return { module: DatabaseModule, global: true, imports: [typeOrm], providers: [Sql, Whispers], exports: [Sql, Whispers, typeOrm] };
  }
}
