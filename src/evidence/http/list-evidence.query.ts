import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { decodeCursor, parseLimit } from '../../foundation/http/index.js';

/** A page of the evidence of one dispute. */
export class ListEvidenceQuery {
  @ApiProperty({ required: false, description: 'nextCursor of the page before' })
  @IsOptional()
  @IsString()
  cursor?: string;

  @ApiProperty({ required: false, type: 'integer', minimum: 1, maximum: 100, default: 20 })
  @IsOptional()
  limit?: string;
}

/** The list a cursor belongs to. */
export const filterKeyOf = (disputeId: string): string => `evidence of ${disputeId}`;

/** Where the page begins, and how long it is. Every id comes after the empty text. */
export function pageFrom({ cursor, limit }: ListEvidenceQuery, disputeId: string): { after: string; limit: number } {
  const [after = ''] = decodeCursor(filterKeyOf(disputeId), cursor) ?? [];
  return { after: String(after), limit: parseLimit(limit) };
}
