import { ApiProperty } from '@nestjs/swagger';
import { EVIDENCE_KINDS } from '../../../policy/index.js';
import type { AppealRecord, Dispute, InformationRequestRecord, SettlementRecord } from '../../dispute.js';
import { RemedyView, remedyView } from './money.view.js';

const PARTIES = ['buyer', 'seller'];

/** A question of the desk. */
export class QuestionView {
  @ApiProperty({ required: false, enum: PARTIES, description: 'Who shall answer it; absent: all addressees.', example: 'seller' })
  for?: string;
  @ApiProperty({ example: 'How was the lamp packed?' })
  text: string;
}

/** Evidence that the desk would like to see. */
export class WantedEvidenceView {
  @ApiProperty({ required: false, enum: PARTIES, example: 'buyer' })
  for?: string;
  @ApiProperty({ required: false, enum: EVIDENCE_KINDS, example: 'photo' })
  kind?: string;
  @ApiProperty({ required: false, example: 'packaging' })
  requirement?: string;
  @ApiProperty({ example: 'A photo of the box from outside.' })
  text: string;
}

/** What one party answered. */
export class InformationAnswerView {
  @ApiProperty({ enum: PARTIES, example: 'buyer' })
  by: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null where it was erased.', example: 'The box had no damage.' })
  text: string | null;
  @ApiProperty({ type: [String], example: ['ev_01kaz3m7x0e4n8v2r6t9w1c5hy'] })
  evidenceIds: string[];
  @ApiProperty({ format: 'date-time', example: '2026-03-14T10:00:00.000Z' })
  at: string;
}

/** What the platform wants to know before it decides. Both sides read questions and answers: a ruling rests on nothing one of them has not seen. */
export class InformationRequestView {
  @ApiProperty({ example: 'ir_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ enum: PARTIES, isArray: true, example: ['buyer', 'seller'] })
  addressees: string[];
  @ApiProperty({ type: [QuestionView] })
  questions: QuestionView[];
  @ApiProperty({ type: [WantedEvidenceView] })
  wantedEvidence: WantedEvidenceView[];
  @ApiProperty({ enum: ['open', 'answered', 'lapsed', 'ended'], description: '`lapsed`: its time passed; `ended`: the case left the desk before.', example: 'open' })
  status: string;
  @ApiProperty({ type: [InformationAnswerView] })
  answers: InformationAnswerView[];
  @ApiProperty({ enum: PARTIES, isArray: true, description: 'Who let the time pass without an answer.', example: [] })
  silent: string[];
  @ApiProperty({ required: false, format: 'date-time', description: 'While it is open and its time runs.', example: '2026-03-15T09:00:00.000Z' })
  dueAt?: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-12T09:00:00.000Z' })
  createdAt: string;
}

/** A remedy that the platform proposes; it is agreed when both sides accept. */
export class SettlementView {
  @ApiProperty({ example: 'st_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ type: RemedyView })
  remedy: RemedyView;
  @ApiProperty({ enum: ['open', 'accepted', 'rejected', 'superseded', 'expired'], example: 'open' })
  status: string;
  @ApiProperty({ required: false, example: 'Half the price, and nothing has to be sent back.' })
  text?: string;
  @ApiProperty({ enum: PARTIES, isArray: true, example: ['seller'] })
  acceptedBy: string[];
  @ApiProperty({ format: 'date-time', example: '2026-03-12T09:00:00.000Z' })
  createdAt: string;
}

/** Why a party wants a ruling looked at again, and what became of it. */
export class AppealView {
  @ApiProperty({ example: 'ap_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ enum: PARTIES, example: 'seller' })
  by: string;
  @ApiProperty({ example: 'new_evidence' })
  ground: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null where it was erased.', example: 'The carrier has now confirmed the damage.' })
  text: string | null;
  @ApiProperty({ type: [String], example: ['ev_01kaz3m7x0e4n8v2r6t9w1c5hy'] })
  evidenceIds: string[];
  @ApiProperty({ enum: ['open', 'upheld', 'modified', 'overturned', 'remanded', 'withdrawn', 'ended'], description: '`ended`: the parties agreed, or a chargeback ended the dispute.', example: 'open' })
  status: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-20T09:00:00.000Z' })
  createdAt: string;
}

const timeText = (at: number): string => new Date(at).toISOString();

function requestView({ id, addressees, status, document, answers, createdAt }: InformationRequestRecord, { deadlines }: Dispute): InformationRequestView {
  const due = status === 'open' ? deadlines.find(({ kind, pausedLeft }) => kind === 'information' && pausedLeft === null) : undefined;
  return {
    id, addressees: [...addressees], questions: [...(document?.questions ?? [])], wantedEvidence: [...(document?.wantedEvidence ?? [])], status,
    answers: answers.map(({ by, text, evidenceIds, at }) => ({ by, text, evidenceIds: [...evidenceIds], at: timeText(at) })),
    silent: status === 'lapsed' ? addressees.filter((party) => !answers.some(({ by }) => by === party)) : [],
    dueAt: due === undefined ? undefined : timeText(due.dueAt),
    createdAt: timeText(createdAt),
  };
}

function settlementView({ id, kind, amount, status, text, acceptedBy, createdAt }: SettlementRecord, currency: string): SettlementView {
  return { id, remedy: remedyView(kind, amount, currency), status, text: text ?? undefined, acceptedBy: [...acceptedBy], createdAt: timeText(createdAt) };
}

function appealView({ id, by, ground, text, evidenceIds, status, createdAt }: AppealRecord): AppealView {
  return { id, by, ground, text, evidenceIds: [...evidenceIds], status, createdAt: timeText(createdAt) };
}

export interface DeskView {
  readonly informationRequests: InformationRequestView[];
  readonly settlements: SettlementView[];
  readonly appeals: AppealView[];
}

/** What the desk asked and proposed, and what was appealed; both sides see the same. */
export function deskView(shown: Dispute): DeskView {
  return {
    informationRequests: shown.informationRequests.map((request) => requestView(request, shown)),
    settlements: shown.settlements.map((settlement) => settlementView(settlement, shown.currency)),
    appeals: shown.appeals.map(appealView),
  };
}
