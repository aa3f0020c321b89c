import { ApiProperty } from '@nestjs/swagger';
import { pageOf, PageView } from '../../foundation/http/index.js';
import type { MailRecord } from '../store/mail-sending.repository.js';

/** A letter that was given up, without its words and without an address. */
export class ParkedMailView {
  @ApiProperty({ example: 'ml_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ description: 'Which letter it is.', example: 'ruling_made' })
  template: string;
  @ApiProperty({ description: 'The account it is for; `desk` is the platform’s own.', example: 'seller-lumen' })
  to: string;
  @ApiProperty({ enum: ['buyer', 'seller', 'staff'], example: 'seller' })
  role: string;
  @ApiProperty({ type: String, nullable: true, example: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  disputeId: string | null;
  @ApiProperty({ enum: ['waiting', 'sent', 'parked'], example: 'parked', description: '`waiting` after it was sent again.' })
  status: string;
  @ApiProperty({ type: 'integer', example: 1, description: 'How often it was tried.' })
  tries: number;
  @ApiProperty({ type: String, nullable: true, example: '550', description: 'Why the last try failed: the server’s reply code, or the name of an error.' })
  failure: string | null;
  @ApiProperty({ format: 'date-time', example: '2026-03-06T10:00:00.000Z' })
  createdAt: string;
}

/** One page of what was given up, newest first. */
export class ParkedMailPageView extends PageView {
  @ApiProperty({ type: [ParkedMailView] })
  data: ParkedMailView[];
}

/** What is on its way again. */
export class ResentMailsView {
  @ApiProperty({ type: 'integer', example: 12 })
  resent: number;
  @ApiProperty({ example: false, description: 'Whether to ask again.' })
  hasMore: boolean;
}

export function parkedMailView({ id, template, recipientId, recipientRole, disputeId, status, tries, failure, createdAt }: MailRecord): ParkedMailView {
  return { id, template, to: recipientId, role: recipientRole, disputeId, status, tries, failure, createdAt: new Date(createdAt).toISOString() };
}

export function parkedMailPage(rows: readonly MailRecord[], filterKey: string, limit: number): ParkedMailPageView {
  return pageOf(rows, limit, { filterKey, positionOf: ({ id }) => [id], viewOf: parkedMailView });
}
