import { ApiProperty } from '@nestjs/swagger';
import { pageOf, PageView } from '../../foundation/http/index.js';
import type { InboundInFull, ShownHeader } from '../replies/parked-inbound.service.js';
import type { InboundRecord } from '../store/inbound.repository.js';

/** An answer by e-mail that was given up, without its words and without an address. */
export class ParkedInboundView {
  @ApiProperty({ example: 'im_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ enum: ['webhook', 'smtp'], example: 'webhook', description: 'How it came: from a mail provider, or to our own receiver.' })
  way: string;
  @ApiProperty({ type: 'integer', example: 48213, description: 'In bytes.' })
  size: number;
  @ApiProperty({ enum: ['waiting', 'taken', 'refused', 'parked'], example: 'parked', description: '`waiting` after it was tried again, then what became of it.' })
  status: string;
  @ApiProperty({ type: String, nullable: true, example: 'unavailable', description: 'Why the last try failed: a problem’s code, or the code or name of an error. `dismissed` after that.' })
  reason: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy', description: 'Null where it was not yet known whose answer it is.' })
  disputeId: string | null;
  @ApiProperty({ type: String, nullable: true, enum: ['buyer', 'seller', null], example: 'buyer', description: 'Whose answer it is.' })
  role: string | null;
  @ApiProperty({ type: 'integer', example: 10, description: 'How often it was tried.' })
  tries: number;
  @ApiProperty({ format: 'date-time', example: '2026-03-06T10:00:00.000Z' })
  receivedAt: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: '2026-03-08T11:00:00.000Z', description: 'When it was given up, or what became of it afterwards.' })
  doneAt: string | null;
}

/** What one line of a mail’s head says. */
export class ShownHeaderView implements ShownHeader {
  @ApiProperty({ example: 'content-type' })
  name: string;
  @ApiProperty({ example: 'multipart/mixed; boundary="b1"', description: 'Names in addresses are left out.' })
  value: string;
}

/** One of them with those headers that tell of the mail itself. */
export class ParkedInboundInFullView extends ParkedInboundView {
  @ApiProperty({ type: [ShownHeaderView], description: 'Empty where they cannot be read, or are forgotten.' })
  headers: ShownHeaderView[];
}

/** One page of what was given up, newest first. */
export class ParkedInboundPageView extends PageView {
  @ApiProperty({ type: [ParkedInboundView] })
  data: ParkedInboundView[];
}

export function parkedInboundView({ id, way, size, status, reason, disputeId, role, tries, receivedAt, doneAt }: InboundRecord): ParkedInboundView {
  const [received, done] = [new Date(receivedAt).toISOString(), doneAt === null ? null : new Date(doneAt).toISOString()];
  return { id, way, size, status, reason, disputeId, role, tries, receivedAt: received, doneAt: done };
}

export function parkedInboundInFull(mail: InboundInFull): ParkedInboundInFullView {
  return { ...parkedInboundView(mail), headers: mail.headers.map(({ name, value }) => ({ name, value })) };
}

export function parkedInboundPage(rows: readonly InboundRecord[], filterKey: string, limit: number): ParkedInboundPageView {
  return pageOf(rows, limit, { filterKey, positionOf: ({ id }) => [id], viewOf: parkedInboundView });
}
