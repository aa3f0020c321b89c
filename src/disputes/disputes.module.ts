import { Module } from '@nestjs/common';
import { PolicyModule } from '../policy/index.js';
import { DeadlineSweep } from './deadline.sweep.js';
import { DisputesService } from './disputes.service.js';
import { StartingService } from './starting.service.js';
import { DeadlinesRepository } from './store/deadlines.repository.js';
import { DisputesRepository } from './store/disputes.repository.js';

/** The heart: one machine, one door, one log per dispute. */
@Module({
  imports: [PolicyModule],
  controllers: [],
  providers: [DisputesService, StartingService, DisputesRepository, DeadlinesRepository, DeadlineSweep],
  exports: [DisputesService],
})
export class DisputesModule {}
