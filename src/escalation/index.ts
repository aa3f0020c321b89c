import { CaseTakingRow } from './store/case-taking.row.js';
import { ArbitratorConflictRow, CaseNoteRow, CaseRecusalRow, MacroRow, RulingDraftRow } from './store/papers.rows.js';

export const ENTITIES = [CaseTakingRow, ArbitratorConflictRow, CaseRecusalRow, CaseNoteRow, RulingDraftRow, MacroRow];
export { EscalationModule } from './escalation.module.js';
