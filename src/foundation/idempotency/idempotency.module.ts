import { Module } from '@nestjs/common';
import { PurgeWorker } from './purge.worker.js';

/** Keeps answers to repeated requests; contexts read and write them inside their own statements. */
@Module({ providers: [PurgeWorker] })
export class IdempotencyModule {}
