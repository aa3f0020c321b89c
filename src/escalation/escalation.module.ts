import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { DisputesModule } from '../disputes/index.js';
import { EvidenceModule } from '../evidence/index.js';
import { PolicyModule } from '../policy/index.js';
import { AnalyticsService } from './analytics.service.js';
import { ConflictsService } from './conflicts.service.js';
import { DeskRules } from './desk.rules.js';
import { DraftsService } from './drafts.service.js';
import { EscalationService } from './escalation.service.js';
import { AnalyticsController } from './http/analytics.controller.js';
import { AppealsController } from './http/appeals.controller.js';
import { ApprovalsController } from './http/approvals.controller.js';
import { DecisionsController } from './http/decisions.controller.js';
import { InformationRequestsController } from './http/information-requests.controller.js';
import { SettlementsController } from './http/settlements.controller.js';
import { CaseFileService } from './case-file/case-file.service.js';
import { CaseFilesController } from './http/case-files.controller.js';
import { CasesController } from './http/cases.controller.js';
import { ConflictsController } from './http/conflicts.controller.js';
import { DeskController } from './http/desk.controller.js';
import { DraftsController } from './http/drafts.controller.js';
import { MacrosController } from './http/macros.controller.js';
import { NotesController } from './http/notes.controller.js';
import { PseudonymInterceptor } from './pseudonym.interceptor.js';
import { PromisesController } from './http/promises.controller.js';
import { LedgerWorker } from './ledger.worker.js';
import { MacrosService } from './macros.service.js';
import { NotesService } from './notes.service.js';
import { PromisesService } from './promises.service.js';
import { Staff } from './staff.js';
import { AnalyticsRepository } from './store/analytics.repository.js';
import { CaseQueueRepository } from './store/case-queue.repository.js';
import { ConflictsRepository } from './store/conflicts.repository.js';
import { DraftsRepository } from './store/drafts.repository.js';
import { LedgerRepository } from './store/ledger.repository.js';
import { MacrosRepository } from './store/macros.repository.js';
import { NotesRepository } from './store/notes.repository.js';
import { WaitsRepository } from './store/waits.repository.js';
import { TakingRepository } from './store/taking.repository.js';
import { TakingService } from './taking.service.js';
import { WaitsWorker } from './waits.worker.js';

/** The arbitrators' desk: the queue, holding a case, rulings. */
@Module({
  imports: [DisputesModule, EvidenceModule, PolicyModule],
  controllers: [
    DeskController, AppealsController, CasesController, ConflictsController, NotesController, DraftsController, MacrosController, PromisesController,
    AnalyticsController,
    InformationRequestsController, SettlementsController, DecisionsController, ApprovalsController, CaseFilesController,
  ],
  providers: [
    EscalationService, TakingService, ConflictsService, NotesService, DraftsService, MacrosService, PromisesService, AnalyticsService, LedgerWorker, Staff,
    CaseFileService, DeskRules, { provide: APP_INTERCEPTOR, useClass: PseudonymInterceptor },
    CaseQueueRepository, TakingRepository, ConflictsRepository, NotesRepository, DraftsRepository, MacrosRepository,
    LedgerRepository, AnalyticsRepository, WaitsRepository, WaitsWorker,
  ],
})
export class EscalationModule {}
