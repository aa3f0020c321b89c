import { EvidenceAccessRow } from './store/evidence-access.row.js';
import { EvidenceErasureRow } from './store/evidence-erasure.row.js';
import { EvidenceRedactionRow } from './store/evidence-redaction.row.js';
import { EvidenceFactsRow } from './store/evidence-facts.row.js';
import { EvidenceRow } from './store/evidence.row.js';
import { LegalHoldRow } from './store/legal-hold.row.js';
import { ObjectRemovalRow } from './store/object-removal.row.js';

export const ENTITIES = [EvidenceRow, ObjectRemovalRow, EvidenceAccessRow, LegalHoldRow, EvidenceErasureRow, EvidenceRedactionRow, EvidenceFactsRow];
export { CustodyCheck, type CheckWish } from './custody/check/custody-check.js';
export { FAULTS, type Finding, type Report } from './custody/check/findings.js';
export { EvidenceModule } from './evidence.module.js';
export { EvidenceService } from './evidence.service.js';
export { MailedEvidence, type MailedFile } from './mailed-evidence.js';
