import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';
import { IsCode, IsWords } from '../../foundation/http/index.js';

const CHARGEBACK_STATUSES = ['opened', 'ended', 'lost'] as const;

/** What the buyer’s bank does about the payment. */
export class ChargebackBody {
  @ApiProperty({ enum: CHARGEBACK_STATUSES, example: 'opened' })
  @IsIn(CHARGEBACK_STATUSES)
  status: (typeof CHARGEBACK_STATUSES)[number];

  @ApiProperty({ example: 'cb-1', maxLength: 128, description: 'The chargeback’s id at the bank or the payment provider.' })
  @IsString()
  @Length(1, 128)
  reference: string;
}

/** Why a lead ends a dispute that should not go on. */
export class CloseDisputeBody {
  @ApiProperty({ example: 'outside_policy' })
  @IsCode()
  reasonCode: string;

  @ApiProperty({ example: 'The order was a test of the shop.', maxLength: 5000 })
  @IsWords(5000)
  text: string;
}
