import { Module, type DynamicModule } from '@nestjs/common';
import { Config } from './config.js';

/** Gives the settings, loaded before the application is made, to everything inside it. */
@Module({})
export class ConfigModule {
  static with(config: Config): DynamicModule {
    return { module: ConfigModule, global: true, providers: [{ provide: Config, useValue: config }], exports: [Config] };
  }
}
