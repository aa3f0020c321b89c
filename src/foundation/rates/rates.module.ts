import { Global, Module } from '@nestjs/common';
import { Rates } from './rates.js';

/** How often one caller may do what is dear to us. */
@Global()
@Module({ providers: [Rates], exports: [Rates] })
export class RatesModule {}
