import { CaseTakingRow } from './store/case-taking.row.js';
import { CasePromiseRow, DeskLedgerRow, DisputeSummaryRow } from './store/ledger.rows.js';
import { ArbitratorConflictRow, CaseNoteRow, MacroRow, RulingDraftRow } from './store/papers.rows.js';

export const ENTITIES = [CaseTakingRow, ArbitratorConflictRow, CaseNoteRow, RulingDraftRow, MacroRow, DeskLedgerRow, DisputeSummaryRow, CasePromiseRow];
export { standsAsideIn } from './store/aside.sql.js';
export { rulingInLetter } from './case-file/ruling-letter.words.js';
export { simulatePolicy } from './simulate.js';
export { EscalationModule } from './escalation.module.js';
