import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsObject, ValidateNested } from 'class-validator';
import { IsCode, IsIdOf, IsWords, MayBeLeftOut } from '../../foundation/http/index.js';
import { EVIDENCE_KINDS, type EvidenceKind } from '../../policy/index.js';

const PARTIES = ['buyer', 'seller'] as const;
type Party = (typeof PARTIES)[number];

/** One question. */
export class QuestionBody {
  @ApiProperty({ required: false, enum: PARTIES, example: 'seller', description: 'Who shall answer it; left out, all addressees.' })
  @MayBeLeftOut()
  @IsIn(PARTIES)
  for?: Party;

  @ApiProperty({ maxLength: 2000, example: 'How was the lamp packed?' })
  @IsWords(2000)
  text: string;
}

/** Evidence that would help. */
export class WantedEvidenceBody {
  @ApiProperty({ required: false, enum: PARTIES, example: 'buyer', description: 'Who shall show it; left out, all addressees.' })
  @MayBeLeftOut()
  @IsIn(PARTIES)
  for?: Party;

  @ApiProperty({ required: false, enum: EVIDENCE_KINDS, example: 'photo' })
  @MayBeLeftOut()
  @IsIn(EVIDENCE_KINDS)
  kind?: EvidenceKind;

  @ApiProperty({ required: false, example: 'packaging', description: 'What to name as `requirement` when declaring it.' })
  @MayBeLeftOut()
  @IsCode()
  requirement?: string;

  @ApiProperty({ maxLength: 2000, example: 'A photo of the box from outside.' })
  @IsWords(2000)
  text: string;
}

/** What the platform wants to know, and from whom. */
export class RequestInformationBody {
  @ApiProperty({ enum: PARTIES, isArray: true, minItems: 1, maxItems: 2, example: ['buyer', 'seller'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(PARTIES, { each: true })
  addressees: Party[];

  @ApiProperty({ type: [QuestionBody], minItems: 1, maxItems: 20 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => QuestionBody)
  questions: QuestionBody[];

  @ApiProperty({ type: [WantedEvidenceBody], required: false, maxItems: 20 })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => WantedEvidenceBody)
  wantedEvidence?: WantedEvidenceBody[];
}

/** What a party answers, once for all that it was asked. */
export class AnswerInformationBody {
  @ApiProperty({ maxLength: 5000, example: 'The box had no damage. I have added a photo of it.' })
  @IsWords(5000)
  text: string;

  @ApiProperty({ type: [String], required: false, maxItems: 50, example: ['ev_01kaz3m7x0e4n8v2r6t9w1c5hy'], description: 'One’s own evidence in this dispute.' })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsIdOf('ev', true)
  evidenceIds?: string[];
}

/** Why more time is needed, for who wants to say. */
export class ExtendInformationBody {
  @ApiProperty({ required: false, maxLength: 2000, example: 'The carrier answers on Monday.' })
  @MayBeLeftOut()
  @IsWords(2000)
  text?: string;
}
