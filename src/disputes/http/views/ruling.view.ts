import { ApiProperty } from '@nestjs/swagger';
import type { RulingRecord } from '../../dispute.js';
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

/** A ruling with its statement of reasons. Its author is not named. */
export class RulingView {
  @ApiProperty({ example: 'rul_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ enum: ['awaiting_approval', 'in_force', 'refused', 'replaced'], example: 'in_force' })
  status: string;
  @ApiProperty({ enum: ['buyer', 'seller', 'split'], example: 'buyer' })
  outcome: string;
  @ApiProperty({ type: RuledRemedyView })
  remedy: RuledRemedyView;
  @ApiProperty({ type: [FactFoundView] })
  facts: FactFoundView[];
  @ApiProperty({ type: [EvidenceSetAsideView], required: false })
  evidenceSetAside?: EvidenceSetAsideView[];
  @ApiProperty({ required: false, example: 'standard-1' })
  policyClause?: string;
  @ApiProperty({ type: [String], example: ['damage_shown'] })
  reasonCodes: string[];
  @ApiProperty({ type: LiabilityView })
  liability: LiabilityView;
  @ApiProperty({ required: false, example: false })
  silenceCounted?: boolean;
  @ApiProperty({ type: RulingTextsView })
  texts: RulingTextsView;
  @ApiProperty({ description: 'Commitment to the statement of reasons, as the history holds it.', example: '9f2c…' })
  sha256: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-12T15:00:00.000Z' })
  createdAt: string;
}

/** The statement of reasons leaves field by field: what else its document may hold one day stays inside. */
export function rulingView({ id, status, document, sha256, createdAt }: RulingRecord): RulingView {
  const { outcome, remedy, facts, evidenceSetAside, policyClause, reasonCodes, liability, silenceCounted, texts } = document as unknown as RulingView;
  return {
    id, status, outcome, remedy, facts, evidenceSetAside, policyClause, reasonCodes, liability, silenceCounted, texts, sha256,
    createdAt: new Date(createdAt).toISOString(),
  };
}
