import { ApiProperty } from '@nestjs/swagger';
import { REMEDY_KINDS } from '../../../policy/index.js';

/** A sum of money in minor units of its currency. */
export class MoneyView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 2399 })
  amount: number;
  @ApiProperty({ example: 'EUR' })
  currency: string;
}

/** What is asked for, offered or given. A replacement and "nothing" have no amount of their own. */
export class RemedyView {
  @ApiProperty({ enum: REMEDY_KINDS, example: 'refund' })
  kind: string;
  @ApiProperty({ type: MoneyView, required: false })
  amount?: MoneyView;
}

const paysMoney = (kind: string): boolean => kind === 'refund' || kind === 'return_and_refund';

/** `amount` null: the whole of a claim that is not assessed yet. */
export function remedyView(kind: string, amount: number | null, currency: string): RemedyView {
  return paysMoney(kind) && amount !== null ? { kind, amount: { amount, currency } } : { kind };
}
