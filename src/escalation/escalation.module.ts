import { Module } from '@nestjs/common';
import { DisputesModule } from '../disputes/index.js';
import { DeskRules } from './desk.rules.js';
import { EscalationService } from './escalation.service.js';
import { AppealsController } from './http/appeals.controller.js';
import { CasesController } from './http/cases.controller.js';
import { DeskController } from './http/desk.controller.js';
import { CaseQueueRepository } from './store/case-queue.repository.js';
import { TakingRepository } from './store/taking.repository.js';
import { TakingService } from './taking.service.js';

/** The arbitrators' desk: the queue, holding a case, rulings. */
@Module({
  imports: [DisputesModule],
  controllers: [DeskController, AppealsController, CasesController],
  providers: [EscalationService, TakingService, DeskRules, CaseQueueRepository, TakingRepository],
})
export class EscalationModule {}
