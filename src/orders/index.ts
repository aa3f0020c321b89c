import { OrderLineRow } from './store/order-line.row.js';
import { OrderShipmentRow } from './store/order-shipment.row.js';
import { OrderRow } from './store/order.row.js';

export const ENTITIES = [OrderRow, OrderLineRow, OrderShipmentRow];
export { OrdersModule } from './orders.module.js';
export { OrdersService } from './orders.service.js';
export type { OrderContacts, OrderRecord } from './store/orders.store.js';
export { ORDER_FACTS_SQL, orderFactsFrom, type OrderFactsJson } from './store/order-facts.sql.js';
export { OTHER_DISPUTES_SQL, otherDisputesFrom, type OtherDisputeJson } from './store/other-disputes.sql.js';
export { allocate, unitShares } from './domain/allocation.js';
export { assessClaim, type AssessedLine, type ClaimAssessment, type ClaimRequest } from './domain/assess.js';
export type { LineFacts, OrderFacts, ShipmentFacts } from './domain/order.js';
export type { OrderSnapshot } from './domain/snapshot.js';
export { endedByRuling, standingOf, type OtherDispute, type Standing } from './domain/standing.js';
export { lineWindow, type Window } from './domain/windows.js';
