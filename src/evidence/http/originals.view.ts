import { ApiProperty } from '@nestjs/swagger';
import { Answer, idIn, type Page, pageOf, type PageQuery, PageView, parseLimit } from '../../foundation/http/index.js';
import type { OpenedOriginal } from '../custody/originals.service.js';
import type { EvidenceAccess } from '../domain/access.js';
import type { Reader } from '../readers.js';
import { IsReason } from './words.js';

/** Why somebody of the staff wants to see an original. Both parties can read it. */
export class ViewOriginalBody {
  @ApiProperty({ minLength: 10, maxLength: 500, example: 'The preview is too small to read the label on the box.' })
  @IsReason()
  reason: string;
}

/** An original, for a minute, and the entry that says so. */
export class OpenedOriginalView {
  /** The entry in the access log. */
  @ApiProperty({ example: 'eva_01k9x2m4q8v7t3n5r6w1y0z2b4' })
  id: string;

  @ApiProperty({ example: 'ev_01k9x2m4q8v7t3n5r6w1y0z2b4' })
  evidenceId: string;

  @ApiProperty({ example: 'The preview is too small to read the label on the box.' })
  reason: string;

  @ApiProperty({ format: 'uri', example: 'https://files.shop.example/parley/ev_01k9x2m4q8v7t3n5r6w1y0z2b4/1/original?X-Amz-Signature=...' })
  url: string;

  /** By real time, also in a sandbox whose clock was moved. */
  @ApiProperty({ format: 'date-time', example: '2026-03-06T17:21:00.000Z' })
  expiresAt: string;
}

/** Who looked. Parties see as what, staff see who. */
export class AccessedByView {
  @ApiProperty({ enum: ['arbitrator', 'lead'], example: 'arbitrator' })
  role: string;

  /** Staff only. */
  @ApiProperty({ required: false, example: 'arbitrator-1' })
  id?: string;
}

/** One look at an original. */
export class EvidenceAccessView {
  @ApiProperty({ example: 'eva_01k9x2m4q8v7t3n5r6w1y0z2b4' })
  id: string;

  @ApiProperty({ format: 'date-time', example: '2026-03-06T17:20:00.000Z' })
  at: string;

  @ApiProperty({ example: 'ev_01k9x2m4q8v7t3n5r6w1y0z2b4' })
  evidenceId: string;

  @ApiProperty({ type: AccessedByView })
  by: AccessedByView;

  @ApiProperty({ enum: ['original'], example: 'original' })
  what: string;

  @ApiProperty({ example: 'The preview is too small to read the label on the box.' })
  reason: string;
}

/** A page of the access log, newest first. */
export class EvidenceAccessPageView extends PageView {
  @ApiProperty({ type: [EvidenceAccessView] })
  data: EvidenceAccessView[];
}

function openedView({ expiresAt, ...opened }: OpenedOriginal): OpenedOriginalView {
  return { ...opened, expiresAt: new Date(expiresAt).toISOString() };
}

export const openedAnswer = (opened: OpenedOriginal): Answer => new Answer(201, openedView(opened));

function accessView({ id, at, evidenceId, role, person, what, reason }: EvidenceAccess, { isStaff }: Reader): EvidenceAccessView {
  return { id, at: new Date(at).toISOString(), evidenceId, by: { role, ...(isStaff ? { id: person } : {}) }, what, reason };
}

const logOf = (disputeId: string): string => `evidence access of ${disputeId}`;

/** Where the page begins, and how long it is. */
export function accessPageFrom({ cursor, limit }: PageQuery, disputeId: string): { before: string | null; limit: number } {
  return { before: idIn(logOf(disputeId), cursor), limit: parseLimit(limit) };
}

export function accessPage(accesses: readonly EvidenceAccess[], limit: number, disputeId: string, reader: Reader): Page<EvidenceAccessView> {
  return pageOf(accesses, limit, { filterKey: logOf(disputeId), positionOf: ({ id }) => [id], viewOf: (access) => accessView(access, reader) });
}
