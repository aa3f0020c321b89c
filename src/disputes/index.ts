export { DisputesModule } from './disputes.module.js';
export { DisputesService, keptParams, type Circumstances, type Command, type Doer, type Outcome } from './disputes.service.js';
export { actorOf, mayKnowOf, relationsTo } from './authorise.js';
export type { Dispute, EventRecord, OfferRecord, RefundRecord, RulingRecord } from './dispute.js';
export { Drafting, type Setting } from './drafting.js';
export { foresee, knows } from './domain/decide.js';
export { isOpen, isStage, stageOf, type State, type Stage } from './domain/states.js';
export type { DisputeEvent, EventType, RulingInput } from './domain/events.js';
export { moneyInFlight, type Actor, type ActorRole, type EvidenceItem, type EvidenceKind, type Facts, type Grant, type Party } from './domain/facts.js';
