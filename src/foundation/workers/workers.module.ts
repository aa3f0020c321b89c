import { Global, Module } from '@nestjs/common';
import { Workers } from './workers.js';

/** Background work, for everybody to register. */
@Global()
@Module({ providers: [Workers], exports: [Workers] })
export class WorkersModule {}
