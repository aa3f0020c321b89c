import { ApiProperty } from '@nestjs/swagger';
import { pageOf, PageView } from '../../foundation/http/index.js';
import type { ShownMail } from '../notifications.service.js';

/** A letter to a person. */
export class MailView {
  @ApiProperty({ example: 'ml_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ enum: ['event', 'reminder', 'digest', 'account', 'reply'], example: 'reminder' })
  kind: string;
  @ApiProperty({ description: 'Which letter it is.', example: 'deadline_near' })
  template: string;
  @ApiProperty({ description: 'The account it is for; `desk` is the platform’s own.', example: 'seller-lumen' })
  to: string;
  @ApiProperty({ enum: ['buyer', 'seller', 'staff'], example: 'seller' })
  role: string;
  @ApiProperty({ enum: ['en', 'es'], example: 'en' })
  language: string;
  @ApiProperty({ required: false, example: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  disputeId?: string;
  @ApiProperty({ required: false, description: 'The deadline it reminds of.', example: 'sellerResponse' })
  deadline?: string;
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-10T09:00:00.000Z' })
  dueAt?: string;
  @ApiProperty({ enum: ['waiting', 'sent', 'parked'], description: 'What waits is sent when the reader’s night is over or the server takes it; what is parked was given up.', example: 'sent' })
  status: string;
  @ApiProperty({ required: false, description: 'Why the last try failed: the server’s reply code, or the name of an error.', example: '550' })
  failure?: string;
  @ApiProperty({ format: 'date-time', description: 'By the sandbox’s clock; while it waits, when it may be sent.', example: '2026-03-07T21:00:00.000Z' })
  sentAt: string;
  @ApiProperty({ required: false, description: 'Where an answer to it is sent, when letters can be answered.', example: 'reply+01kaz3m7x0e4n8v2r6t9w1c5hyc0f3a9d7be2416c85a0d9e3f7b21@reply.sandbox.parley.invalid' })
  replyTo?: string;
  @ApiProperty({ example: 'Reminder: 2 days left to answer (D-2026-000123)' })
  subject: string;
  @ApiProperty({ example: 'Your answer in the dispute about Brass lamp is still awaited.' })
  text: string;
}

/** One page of the mailbox, newest first. */
export class MailboxView extends PageView {
  @ApiProperty({ type: [MailView] })
  data: MailView[];
}

function mailView({ id, kind, template, recipientId, recipientRole, lang, disputeId, deadlineKind, dueAt, status, failure, sentAt, subject, plain, replyTo }: ShownMail): MailView {
  return {
    id, kind, template, to: recipientId, role: recipientRole, language: lang, disputeId: disputeId ?? undefined, deadline: deadlineKind ?? undefined,
    dueAt: dueAt === null ? undefined : new Date(dueAt).toISOString(), status, failure: failure ?? undefined, sentAt: new Date(sentAt).toISOString(), subject,
    text: plain, replyTo: replyTo ?? undefined,
  };
}

export function mailboxView(rows: readonly ShownMail[], filterKey: string, limit: number): MailboxView {
  return pageOf(rows, limit, { filterKey, positionOf: ({ id }) => [id], viewOf: mailView });
}
