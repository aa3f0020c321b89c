import { AppealRow } from './appeal.row.js';
import { CaseQueueRow } from './case-queue.row.js';
import { CaseRecusalRow } from './case-recusal.row.js';
import { DeadlineRow } from './deadline.row.js';
import { DeskWaitRow } from './desk-wait.row.js';
import { DisputeEventRow } from './dispute-event.row.js';
import { DisputeRow } from './dispute.row.js';
import { EventTextRow } from './event-text.row.js';
import { InformationAnswerRow } from './information-answer.row.js';
import { InformationRequestRow } from './information-request.row.js';
import { MessageRow } from './message.row.js';
import { OfferRow } from './offer.row.js';
import { ReadMarkerRow } from './read-marker.row.js';
import { RefundRow } from './refund.row.js';
import { RulingRow } from './ruling.row.js';
import { SettlementRow } from './settlement.row.js';
import { SuspendedCaseRow } from './suspended-case.row.js';

/** Every table that the one statement of a decision writes, and the two that say what of it was read and how long the desk takes. */
export const ENTITIES = [
  DisputeRow, DisputeEventRow, DeadlineRow, OfferRow, MessageRow, EventTextRow, RulingRow, CaseQueueRow, RefundRow, InformationRequestRow,
  InformationAnswerRow, SettlementRow, AppealRow, CaseRecusalRow, ReadMarkerRow, DeskWaitRow, SuspendedCaseRow,
];
