import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Log } from './log.js';

/** The log, for everybody. */
@Global()
@Module({
  providers: [{ provide: Log, inject: [Config], useFactory: (config: Config) => new Log(config.logLevel) }],
  exports: [Log],
})
export class LoggingModule {}
