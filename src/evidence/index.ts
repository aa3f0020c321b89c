import { EvidenceAccessRow } from './store/evidence-access.row.js';
import { EvidenceRow } from './store/evidence.row.js';
import { ObjectRemovalRow } from './store/object-removal.row.js';

export const ENTITIES = [EvidenceRow, ObjectRemovalRow, EvidenceAccessRow];
export { EvidenceModule } from './evidence.module.js';
export { EvidenceService } from './evidence.service.js';
