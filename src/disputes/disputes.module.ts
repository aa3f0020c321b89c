import { Module } from '@nestjs/common';
import { PolicyModule } from '../policy/index.js';
import { DeadlineSweep } from './deadline.sweep.js';
import { DisputesMetrics } from './disputes.metrics.js';
import { DisputesService } from './disputes.service.js';
import { BuyerController } from './http/buyer.controller.js';
import { CommandAnswers } from './http/command-answers.js';
import { HelpLinks } from './http/help-links.js';
import { MessagesController } from './http/messages.controller.js';
import { NegotiationController } from './http/negotiation.controller.js';
import { OutsideController } from './http/outside.controller.js';
import { ParcelsController } from './http/parcels.controller.js';
import { ReadMarkersController } from './http/read-markers.controller.js';
import { Impediments } from './impediments.js';
import { ReadingController } from './http/reading.controller.js';
import { Readers } from './http/readers.js';
import { ReadingService } from './reading.service.js';
import { StartingService } from './starting.service.js';
import { DeadlinesRepository } from './store/deadlines.repository.js';
import { DisputesRepository } from './store/disputes.repository.js';
import { MetricsRepository } from './store/metrics.repository.js';
import { ReadingsRepository } from './store/readings.repository.js';

/** The heart: one machine, one door, one log per dispute. */
@Module({
  imports: [PolicyModule],
  controllers: [ReadingController, BuyerController, NegotiationController, MessagesController, ParcelsController, OutsideController, ReadMarkersController],
  providers: [
    DisputesService, StartingService, ReadingService, CommandAnswers, Readers, Impediments, HelpLinks,
    DisputesRepository, ReadingsRepository, DeadlinesRepository, DeadlineSweep, MetricsRepository, DisputesMetrics,
  ],
  exports: [DisputesService, ReadingService, CommandAnswers, Readers, Impediments, HelpLinks],
})
export class DisputesModule {}
