import type { AppealRecord, Dispute, InformationDocument, InformationRequestRecord, SettlementRecord } from './dispute.js';
import { appealEndedBy, informationEndedBy, settlementMadeBy, settlementMovedBy } from './domain/desk.differences.js';
import type { Party } from './domain/facts.js';
import type { Recording } from './store/decision.statement.js';

type Desk = Pick<Dispute, 'informationRequests' | 'settlements' | 'appeals'>;

const changed = <Row extends { readonly id: string }>(rows: readonly Row[], change: Partial<Row> | undefined): Row[] =>
  rows.map((row) => (row.id === change?.id ? { ...row, ...change } : row));

function requestsAfter(requests: readonly InformationRequestRecord[], r: Recording): InformationRequestRecord[] {
  const { event, actor, accepted, before, document, texts, now } = r;
  const after = changed(requests, informationEndedBy(event, before?.facts ?? null, accepted.facts));
  if (event.type === 'informationRequested' && document !== null) {
    const { requestId: id, addressees } = event;
    return [...after, { id, addressees, status: 'open', document: document as InformationDocument, answers: [], createdAt: now }];
  }
  if (event.type !== 'informationGiven') return after;
  const answer = { by: actor.role as Party, text: texts.text ?? null, evidenceIds: event.evidenceIds ?? [], at: now };
  return after.map((request) => (request.id === event.requestId ? { ...request, answers: [...request.answers, answer] } : request));
}

function settlementsAfter(settlements: readonly SettlementRecord[], { event, accepted, before, texts, now }: Recording): SettlementRecord[] {
  const after = changed(settlements, settlementMovedBy(event, before?.facts ?? null, accepted.facts));
  const made = settlementMadeBy(event, accepted.facts);
  return made === undefined ? after : [...after, { id: made.id, ...made.remedy, status: 'open', text: texts.text ?? null, acceptedBy: [], createdAt: now }];
}

function appealsAfter(appeals: readonly AppealRecord[], { event, actor, accepted, before, texts, now }: Recording): AppealRecord[] {
  const after = changed(appeals, appealEndedBy(event, before?.facts ?? null, accepted.facts));
  if (event.type !== 'partyAppealed' || event.appealId === undefined) return after;
  const { appealId: id, ground, evidenceIds = [] } = event;
  return [...after, { id, by: actor.role as Party, ground, text: texts.text ?? null, evidenceIds, status: 'open', createdAt: now }];
}

/** The desk's records as they stand once the statement has been written. */
export function deskAfter({ informationRequests, settlements, appeals }: Dispute, recording: Recording): Desk {
  return {
    informationRequests: requestsAfter(informationRequests, recording),
    settlements: settlementsAfter(settlements, recording),
    appeals: appealsAfter(appeals, recording),
  };
}
