import { Global, Module } from '@nestjs/common';
import { ClockSetup } from './clock-setup.js';
import { Clock } from './clock.js';

/** The law's clock, for everybody. */
@Global()
@Module({ providers: [Clock, ClockSetup], exports: [Clock] })
export class ClockModule {}
