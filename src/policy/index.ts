export { PolicyModule } from './policy.module.js';
export { policiesFolder, readPolicies, readPolicyFile } from './policy.documents.js';
export { PolicyService } from './policy.service.js';
export { durationMs } from './domain/durations.js';
export { evidenceInWords, kindsInWords } from './domain/checklist.js';
export { EvidenceRequestView, requestsOf, requestView } from './http/requests.view.js';
export * from './domain/policy.js';
