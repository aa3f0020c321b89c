import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsInt, IsObject, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { IsCode, IsIdOf, IsWords, MayBeLeftOut } from '../../foundation/http/index.js';
import { RemedyBody } from './remedy.body.js';

const STATEMENT = 'The shade is broken in two places and the foot is bent. The parcel looked fine from outside.';

/** Some units of one line of the order. */
export class ClaimItemBody {
  @ApiProperty({ example: 'lamp', maxLength: 128 })
  @IsString()
  @Length(1, 128)
  lineId: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 10000, example: 1 })
  @IsInt()
  @Min(1)
  @Max(10_000)
  quantity: number;
}

const ofLine = ({ lineId }: ClaimItemBody): string => lineId;

/** A complaint about units of an order. It is a draft until it is opened. */
export class StartDisputeBody {
  @ApiProperty({ example: 'order-2026-1001', maxLength: 128 })
  @IsString()
  @Length(1, 128)
  orderId: string;

  @ApiProperty({ example: 'damaged', description: 'One of GET /v1/reasons.' })
  @IsCode()
  reason: string;

  @ApiProperty({ required: false, example: 'item_damaged' })
  @MayBeLeftOut()
  @IsCode()
  subreason?: string;

  @ApiProperty({ type: [ClaimItemBody], minItems: 1, maxItems: 100 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique(ofLine)
  @ValidateNested({ each: true })
  @Type(() => ClaimItemBody)
  items: ClaimItemBody[];

  @ApiProperty({ type: RemedyBody })
  @IsObject()
  @ValidateNested()
  @Type(() => RemedyBody)
  requestedRemedy: RemedyBody;

  @ApiProperty({ example: STATEMENT, maxLength: 5000 })
  @IsWords(5000)
  statement: string;

  @ApiProperty({ required: false, example: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy', description: 'An earlier dispute on the same units that this one follows.' })
  @MayBeLeftOut()
  @IsIdOf('dp')
  previousDisputeId?: string;
}

/** What is said anew of a draft; what is left out stays as it was. */
export class ReviseDraftBody {
  @ApiProperty({ required: false, example: 'damaged' })
  @MayBeLeftOut()
  @IsCode()
  reason?: string;

  @ApiProperty({ required: false, example: 'item_damaged' })
  @MayBeLeftOut()
  @IsCode()
  subreason?: string;

  @ApiProperty({ type: [ClaimItemBody], required: false, minItems: 1, maxItems: 100 })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique(ofLine)
  @ValidateNested({ each: true })
  @Type(() => ClaimItemBody)
  items?: ClaimItemBody[];

  @ApiProperty({ type: RemedyBody, required: false })
  @MayBeLeftOut()
  @IsObject()
  @ValidateNested()
  @Type(() => RemedyBody)
  requestedRemedy?: RemedyBody;

  @ApiProperty({ required: false, example: STATEMENT, maxLength: 5000 })
  @MayBeLeftOut()
  @IsWords(5000)
  statement?: string;
}

/** What is said anew of an opened claim, once; what is left out stays as it was. */
export class AmendClaimBody extends ReviseDraftBody {}
