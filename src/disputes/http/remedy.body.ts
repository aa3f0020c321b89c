import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, Matches, Max, Min, ValidateNested } from 'class-validator';
import { MayBeLeftOut } from '../../foundation/http/index.js';
import { meaning } from '../../foundation/problems/constraints.js';
import { REMEDY_KINDS, type RemedyKind } from '../../policy/index.js';

/** Integer minor units of one currency. */
export class MoneyBody {
  @ApiProperty({ type: 'integer', format: 'int64', minimum: 1, example: 2399 })
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  amount: number;

  @ApiProperty({ example: 'EUR', description: 'The order’s own currency.' })
  @Matches(/^[A-Z]{3}$/, meaning('form_currency'))
  currency: string;
}

/** What is asked for or offered. Without an amount: all that is claimed. */
export class RemedyBody {
  @ApiProperty({ enum: REMEDY_KINDS, example: 'refund' })
  @IsIn(REMEDY_KINDS)
  kind: RemedyKind;

  @ApiProperty({ type: MoneyBody, required: false })
  @MayBeLeftOut()
  @IsObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  amount?: MoneyBody;
}
