import { ApiProperty } from '@nestjs/swagger';
import { pageOf } from '../../foundation/http/index.js';
import { reminderIn } from '../domain/words.js';
import type { NoticeRecord } from '../store/notices.repository.js';

/** Something a person was told. */
export class NoticeView {
  @ApiProperty({ example: 'nt_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ enum: ['reminder'], example: 'reminder' })
  kind: string;
  @ApiProperty({ description: 'The account it is for.', example: 'seller-lumen' })
  to: string;
  @ApiProperty({ enum: ['buyer', 'seller'], example: 'seller' })
  role: string;
  @ApiProperty({ example: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  disputeId: string;
  @ApiProperty({ description: 'The deadline it is about.', example: 'sellerResponse' })
  deadline: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-10T09:00:00.000Z' })
  dueAt: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-07T21:00:00.000Z' })
  sentAt: string;
  @ApiProperty({ example: 'Dispute D-2026-000123: your answer is awaited' })
  subject: string;
  @ApiProperty({ example: 'Please look at dispute D-2026-000123 by March 10, 2026 at 9:00 AM UTC. What you can do, and what happens otherwise, stands there.' })
  text: string;
}

/** One page of the mailbox, newest first. */
export class MailboxView {
  @ApiProperty({ type: [NoticeView] })
  data: NoticeView[];
  @ApiProperty({ example: false })
  hasMore: boolean;
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

function noticeView({ id, kind, recipientId, recipientRole, disputeId, number, deadlineKind, dueAt, createdAt, locale }: NoticeRecord): NoticeView {
  return {
    id, kind, to: recipientId, role: recipientRole, disputeId, deadline: deadlineKind, dueAt: new Date(dueAt).toISOString(),
    sentAt: new Date(createdAt).toISOString(), ...reminderIn(locale, number, dueAt),
  };
}

export function mailboxView(rows: readonly NoticeRecord[], filterKey: string, limit: number): MailboxView {
  const { data, ...rest } = pageOf(rows, limit, { filterKey, positionOf: ({ id }) => [id], viewOf: noticeView });
  return { data: [...data], ...rest };
}
