import { EvidenceRow } from './store/evidence.row.js';
import { ObjectRemovalRow } from './store/object-removal.row.js';

export const ENTITIES = [EvidenceRow, ObjectRemovalRow];
export { EvidenceModule } from './evidence.module.js';
export { EvidenceService } from './evidence.service.js';
