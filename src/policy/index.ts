export { PolicyModule } from './policy.module.js';
export { PolicyService } from './policy.service.js';
export { durationMs } from './domain/durations.js';
export { evidenceInWords } from './domain/checklist.js';
export * from './domain/policy.js';
