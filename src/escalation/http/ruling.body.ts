import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsNotEmptyObject, IsObject, IsOptional, Matches, Max, Min, ValidateNested,
} from 'class-validator';
import { IsIdOf, IsWords } from '../../foundation/http/index.js';
import { meaning } from '../../foundation/problems/constraints.js';
import { REMEDY_KINDS, type RemedyKind } from '../../policy/index.js';
import { APPEAL_OUTCOMES } from '../domain/grounds.js';
import { COMPONENT_KINDS, OUTCOMES, REASON_CODES } from '../domain/ruling.js';

/** Long enough for any reason, short enough that a statement stays readable. */
const LONGEST_TEXT = 5_000;
// ValidateNested alone lets an array pass for an object (`facts: [[]]`): IsObject and IsNotEmptyObject stand beside it.
const evidenceExample = 'ev_01k9w3v8c2f6t7m4q0x5z1n8ra';

const IsPercent = (): PropertyDecorator => applyDecorators(IsInt(), Min(0), Max(100));

/** A sum of money of at least one minor unit. */
export class RuledMoneyBody {
  @ApiProperty({ type: 'integer', format: 'int64', minimum: 1, example: 2399, description: 'Minor units.' })
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  amount: number;

  @ApiProperty({ pattern: '^[A-Z]{3}$', example: 'EUR', description: 'The dispute’s currency.' })
  @Matches(/^[A-Z]{3}$/, meaning('form_currency'))
  currency: string;
}

/** One part of the amount. */
export class RuledComponentBody {
  @ApiProperty({ enum: COMPONENT_KINDS, example: 'item' })
  @IsIn(COMPONENT_KINDS)
  kind: (typeof COMPONENT_KINDS)[number];

  @ApiProperty({ type: RuledMoneyBody })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => RuledMoneyBody)
  amount: RuledMoneyBody;
}

/** What the buyer gets. */
export class RuledRemedyBody {
  @ApiProperty({ enum: REMEDY_KINDS, example: 'refund' })
  @IsIn(REMEDY_KINDS)
  kind: RemedyKind;

  @ApiProperty({ type: RuledMoneyBody, required: false, description: 'For refunds; left out, the whole claim.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => RuledMoneyBody)
  amount?: RuledMoneyBody;

  @ApiProperty({ type: [RuledComponentBody], required: false, maxItems: 20, description: 'They sum to the amount. Shipping that was not claimed is given only here.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RuledComponentBody)
  components?: RuledComponentBody[];
}

/** A fact found, and the evidence it rests on. */
export class FactFoundBody {
  @ApiProperty({ maxLength: LONGEST_TEXT, example: 'Both photos show a broken shade.' })
  @IsWords(LONGEST_TEXT)
  text: string;

  @ApiProperty({ type: [String], maxItems: 50, example: [evidenceExample], description: 'Empty where the fact rests on no piece of evidence: on an admission, or on what nobody said or showed.' })
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsIdOf('ev', true)
  evidenceIds: string[];
}

/** Evidence that was not relied on, and why. */
export class EvidenceSetAsideBody {
  @ApiProperty({ example: evidenceExample })
  @IsIdOf('ev')
  evidenceId: string;

  @ApiProperty({ maxLength: LONGEST_TEXT, example: 'It shows another lamp.' })
  @IsWords(LONGEST_TEXT)
  why: string;
}

/** Who answers for what happened, in percent; the four sum to 100. */
export class LiabilityBody {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, example: 0 })
  @IsPercent()
  buyer: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, example: 60 })
  @IsPercent()
  seller: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, example: 40 })
  @IsPercent()
  carrier: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, example: 0 })
  @IsPercent()
  platform: number;
}

/** The ruling in plain words, to each side in its own language. */
export class RulingTextsBody {
  @ApiProperty({ maxLength: LONGEST_TEXT, example: 'Sus fotos muestran que la lámpara llegó rota. Se le devuelve el precio completo.' })
  @IsWords(LONGEST_TEXT)
  buyer: string;

  @ApiProperty({ maxLength: LONGEST_TEXT, example: 'The photos show that the lamp arrived broken. The whole price is paid back.' })
  @IsWords(LONGEST_TEXT)
  seller: string;
}

/** A decision with its whole statement of reasons. */
export class RulingBody {
  @ApiProperty({ enum: OUTCOMES, example: 'buyer' })
  @IsIn(OUTCOMES)
  outcome: (typeof OUTCOMES)[number];

  @ApiProperty({ enum: APPEAL_OUTCOMES, required: false, description: 'On appeal, and only there: what becomes of the ruling before. Upholding repeats its remedy. A case is sent back by `remand`.', example: 'modify' })
  @IsOptional()
  @IsIn(APPEAL_OUTCOMES)
  onAppeal?: (typeof APPEAL_OUTCOMES)[number];

  @ApiProperty({ type: RuledRemedyBody })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => RuledRemedyBody)
  remedy: RuledRemedyBody;

  @ApiProperty({ type: [FactFoundBody], minItems: 1, maxItems: 50 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => FactFoundBody)
  facts: FactFoundBody[];

  @ApiProperty({ type: [EvidenceSetAsideBody], required: false, maxItems: 50 })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ArrayUnique((aside: EvidenceSetAsideBody | null) => aside?.evidenceId)
  @ValidateNested({ each: true })
  @Type(() => EvidenceSetAsideBody)
  evidenceSetAside?: EvidenceSetAsideBody[];

  @ApiProperty({ required: false, maxLength: 200, example: 'standard-1', description: 'The clause applied; left out, the policy the dispute was opened under.' })
  @IsOptional()
  @IsWords(200)
  policyClause?: string;

  @ApiProperty({ enum: REASON_CODES, isArray: true, minItems: 1, example: ['damage_shown'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(REASON_CODES, { each: true })
  reasonCodes: (typeof REASON_CODES)[number][];

  @ApiProperty({ type: LiabilityBody })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => LiabilityBody)
  liability: LiabilityBody;

  @ApiProperty({ required: false, default: false, description: 'Whether a party’s silence counted.' })
  @IsOptional()
  @IsBoolean()
  silenceCounted?: boolean;

  @ApiProperty({ type: RulingTextsBody })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => RulingTextsBody)
  texts: RulingTextsBody;
}
