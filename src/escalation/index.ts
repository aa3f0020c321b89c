import { CaseTakingRow } from './store/case-taking.row.js';

export const ENTITIES = [CaseTakingRow];
export { EscalationModule } from './escalation.module.js';
