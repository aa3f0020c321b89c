import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Log } from './log.js';

/** The one log of the process. */
@Module({
  providers: [{ provide: Log, inject: [Config], useFactory: (config: Config) => new Log(config.logLevel) }],
  exports: [Log],
})
export class LoggingModule {
  static readonly everywhere = { module: LoggingModule, global: true };
}
