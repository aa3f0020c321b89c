import { ApiProperty } from '@nestjs/swagger';
import type { RulingRecord } from '../../dispute.js';
import { documentHash } from '../../domain/chain.js';
import { MoneyView, RemedyView } from './money.view.js';

/** One part of a ruled amount. */
export class RulingComponentView {
  @ApiProperty({ enum: ['item', 'shipping', 'tax'], example: 'item' })
  kind: string;
  @ApiProperty({ type: MoneyView })
  amount: MoneyView;
}

/** What a ruling gives, and what it is made of. */
export class RuledRemedyView extends RemedyView {
  @ApiProperty({ type: [RulingComponentView], required: false })
  components?: RulingComponentView[];
}

/** A fact found, and the evidence it rests on. */
export class FactFoundView {
  @ApiProperty({ example: 'Both photos show a broken shade.' })
  text: string;
  @ApiProperty({ type: [String], example: ['ev_01kaz3m7x0e4n8v2r6t9w1c5hy'] })
  evidenceIds: string[];
}

/** Evidence that was not relied on, and why. */
export class EvidenceSetAsideView {
  @ApiProperty({ example: 'ev_01kaz3m7x0e4n8v2r6t9w1c5hz' })
  evidenceId: string;
  @ApiProperty({ example: 'It shows another lamp.' })
  why: string;
}

/** Who answers for what happened, in percent. */
export class LiabilityView {
  @ApiProperty({ type: 'integer', example: 0 })
  buyer: number;
  @ApiProperty({ type: 'integer', example: 100 })
  seller: number;
  @ApiProperty({ type: 'integer', example: 0 })
  carrier: number;
  @ApiProperty({ type: 'integer', example: 0 })
  platform: number;
}

/** The ruling in plain words, to each side in its own language. */
export class RulingTextsView {
  @ApiProperty({ example: 'You get the whole price back.' })
  buyer: string;
  @ApiProperty({ example: 'The photos show that the lamp arrived broken.' })
  seller: string;
}

/** Who may appeal, and until when. */
export class AppealNoticeView {
  @ApiProperty({ enum: ['buyer', 'seller'], isArray: true, example: ['seller'] })
  by: string[];
  @ApiProperty({
    type: String, format: 'date-time', nullable: true, example: '2026-03-22T15:00:00.000Z',
    description: 'Null where nobody may, or where a second person had to approve the ruling first: the appealWindow in `deadlines` tells then.',
  })
  until: string | null;
}

/** What a ruling on appeal says about the one before it. */
export class OnAppealView {
  @ApiProperty({ enum: ['uphold', 'modify', 'overturn'], example: 'modify' })
  outcome: string;
  @ApiProperty({ required: false, description: 'The ruling that was appealed; absent where the dispute had been found inadmissible.', example: 'rul_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  rulingId?: string;
}

/** A ruling with its statement of reasons, as it was written. Its author is not named. */
export class RulingView {
  @ApiProperty({ example: 'rul_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ enum: ['awaiting_approval', 'in_force', 'refused', 'replaced'], example: 'in_force', description: '`replaced`: no longer in force. A later ruling, or what the parties agreed on, took its place, or the case was sent back.' })
  status: string;
  @ApiProperty({ enum: ['buyer', 'seller', 'split'], example: 'buyer' })
  outcome: string;
  @ApiProperty({ type: RuledRemedyView })
  remedy: RuledRemedyView;
  @ApiProperty({ type: [FactFoundView] })
  facts: FactFoundView[];
  @ApiProperty({ type: [EvidenceSetAsideView] })
  evidenceSetAside: EvidenceSetAsideView[];
  @ApiProperty({ description: 'The policy applied, which is the one the dispute was opened under.', example: 'standard-1' })
  policy: string;
  @ApiProperty({ description: 'The clause of it.', example: 'standard-1' })
  policyClause: string;
  @ApiProperty({ type: [String], example: ['damage_shown'] })
  reasonCodes: string[];
  @ApiProperty({ type: LiabilityView })
  liability: LiabilityView;
  @ApiProperty({ description: 'Whether a party’s silence counted.', example: false })
  silenceCounted: boolean;
  @ApiProperty({ type: RulingTextsView })
  texts: RulingTextsView;
  @ApiProperty({ type: OnAppealView, required: false, description: 'Only where it was made on appeal.' })
  onAppeal?: OnAppealView;
  @ApiProperty({ type: AppealNoticeView })
  appeal: AppealNoticeView;
  @ApiProperty({
    description: 'Of the canonical JSON (RFC 8785) of this ruling without id, status, sha256, commitment and createdAt.',
    example: '9f2c8e0b4a6d1f3e5c7b9a8d6e4f2c0b1a3d5e7f9c8b6a4d2e0f1c3b5a7d9e8f',
  })
  sha256: string;
  @ApiProperty({ description: 'What the history holds of it: sha-256 of a salt and the same text.', example: '9f2c…' })
  commitment: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-12T15:00:00.000Z' })
  createdAt: string;
}

/** What a statement of reasons consists of; the keeper of the desk writes it. */
type Statement = Omit<RulingView, 'id' | 'status' | 'sha256' | 'commitment' | 'createdAt'>;

/** The statement leaves field by field, and as it was written: its hash can be checked by whoever reads it. */
export function rulingView({ id, status, document, sha256: commitment, createdAt }: RulingRecord): RulingView {
  const { outcome, remedy, facts, evidenceSetAside, policy, policyClause, reasonCodes, liability, silenceCounted, texts, onAppeal, appeal } =
    document as unknown as Statement;
  const statement = { outcome, remedy, facts, evidenceSetAside, policy, policyClause, reasonCodes, liability, silenceCounted, texts, onAppeal, appeal };
  return { id, status, ...statement, sha256: documentHash(document), commitment, createdAt: new Date(createdAt).toISOString() };
}
