import { Module } from '@nestjs/common';
import { DisputesModule } from '../disputes/index.js';
import { PolicyModule } from '../policy/index.js';
import { CommentsService } from './comments.service.js';
import { ErasureWorker } from './custody/erasure.worker.js';
import { ErasuresService } from './custody/erasures.service.js';
import { LegalHoldsService } from './custody/legal-holds.service.js';
import { OriginalsService } from './custody/originals.service.js';
import { RedactionWorker } from './custody/redaction.worker.js';
import { RedactionsService } from './custody/redactions.service.js';
import { Redactor } from './custody/redactor.js';
import { DeclaringService } from './declaring.service.js';
import { EvidenceService } from './evidence.service.js';
import { EvidenceWorker } from './evidence.worker.js';
import { CommentsController } from './http/comments.controller.js';
import { CustodyController } from './http/custody.controller.js';
import { DisputeEvidenceController } from './http/dispute-evidence.controller.js';
import { EvidenceController } from './http/evidence.controller.js';
import { LimitsController } from './http/limits.controller.js';
import { UploadsController } from './http/uploads.controller.js';
import { SignalsController } from './http/signals.controller.js';
import { OriginalsController } from './http/originals.controller.js';
import { MailedEvidence } from './mailed-evidence.js';
import { Decoders } from './media/decoders.js';
import { Judge } from './media/judge.js';
import { RedactionsController } from './http/redactions.controller.js';
import { SignalsService } from './media/signals.service.js';
import { ObjectStore } from './object-store.js';
import { MalwareScanner } from './scanning/malware-scanner.js';
import { S3 } from './s3.js';
import { AccessRepository } from './store/access.repository.js';
import { ErasureRepository } from './store/erasure.repository.js';
import { EvidenceRepository } from './store/evidence.repository.js';
import { LegalHoldRepository } from './store/legal-hold.repository.js';
import { RedactionRepository } from './store/redaction.repository.js';
import { LimitsRepository } from './store/limits.repository.js';
import { UploadsRepository } from './store/uploads.repository.js';
import { RetentionRepository } from './store/retention.repository.js';
import { SignalsRepository } from './store/signals.repository.js';
import { VerificationRepository } from './store/verification.repository.js';
import { TidyingWorker } from './tidying.worker.js';
import { CompletingService } from './uploads/completing.service.js';
import { LimitsService } from './uploads/limits.service.js';
import { OpenUploadsWorker } from './uploads/open-uploads.worker.js';
import { PartStore } from './uploads/part-store.js';
import { RetentionWorker } from './uploads/retention.worker.js';
import { Staging } from './uploads/staging.js';
import { UploadsService } from './uploads/uploads.service.js';
import { Verifier } from './verifier.js';
import { Withdrawal } from './withdrawal.js';

/** Photos, videos and documents: declared, uploaded straight to the store, verified by their bytes, sealed by the dispute. */
@Module({
  imports: [DisputesModule, PolicyModule],
  controllers: [
    LimitsController,
    DisputeEvidenceController, EvidenceController, UploadsController, OriginalsController, CustodyController, RedactionsController, SignalsController, CommentsController,
  ],
  providers: [
    LimitsService, LimitsRepository, RetentionWorker, RetentionRepository,
    S3, PartStore, Staging, UploadsRepository, UploadsService, CompletingService, OpenUploadsWorker,
    DeclaringService, MailedEvidence, EvidenceService, CommentsService, Withdrawal, Verifier, Judge, Decoders, SignalsService, SignalsRepository, ObjectStore, EvidenceRepository, VerificationRepository, EvidenceWorker, TidyingWorker,
    OriginalsService, AccessRepository, LegalHoldsService, LegalHoldRepository, ErasuresService, ErasureRepository, ErasureWorker, MalwareScanner,
    RedactionsService, RedactionRepository, RedactionWorker, Redactor,
  ],
  exports: [EvidenceService, MailedEvidence],
})
export class EvidenceModule {}
