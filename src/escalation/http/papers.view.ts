import { ApiProperty } from '@nestjs/swagger';
import { PageView } from '../../foundation/http/index.js';
import type { Conflict, Recusal } from '../store/conflicts.repository.js';
import type { RulingDraft } from '../store/drafts.repository.js';
import type { Macro } from '../store/macros.repository.js';
import type { CaseNote } from '../store/notes.repository.js';

/** What a member of staff wrote about a case. */
export class NoteView {
  @ApiProperty({ example: 'note_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ example: 'arbitrator-ines' })
  author: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null where it was erased.', example: 'The seller sent the same photos in two other cases.' })
  text: string | null;
  @ApiProperty({ format: 'date-time', example: '2026-03-06T10:00:00.000Z' })
  createdAt: string;
}

/** One page of notes, newest first. */
export class NotePageView extends PageView {
  @ApiProperty({ type: [NoteView] })
  data: NoteView[];
}

export const noteView = ({ id, author, text, createdAt }: CaseNote): NoteView => ({ id, author, text, createdAt: createdAt.toISOString() });

/** A relation of an arbitrator to a party. */
export class ConflictView {
  @ApiProperty({ example: 'coi_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ example: 'arbitrator-ines' })
  arbitrator: string;
  @ApiProperty({ example: 'seller-lumen' })
  partyId: string;
  @ApiProperty({ example: 'My sister works there.' })
  reason: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-06T10:00:00.000Z' })
  declaredAt: string;
  @ApiProperty({ required: false, format: 'date-time', example: '2026-09-06T10:00:00.000Z' })
  endedAt?: string;
}

/** One page of relations, newest first. */
export class ConflictPageView extends PageView {
  @ApiProperty({ type: [ConflictView] })
  data: ConflictView[];
}

export function conflictView({ id, arbitrator, partyId, reason, declaredAt, endedAt }: Conflict): ConflictView {
  const ended = endedAt === null ? {} : { endedAt: endedAt.toISOString() };
  return { id, arbitrator, partyId, reason, declaredAt: declaredAt.toISOString(), ...ended };
}

/** An arbitrator who stepped back from a case. */
export class RecusalView {
  @ApiProperty({ example: 'arbitrator-ines' })
  arbitrator: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null where it was erased.', example: 'I know the buyer from school.' })
  reason: string | null;
  @ApiProperty({ format: 'date-time', example: '2026-03-06T10:00:00.000Z' })
  recusedAt: string;
}

/** Who stepped back from a case. */
export class RecusalListView {
  @ApiProperty({ type: [RecusalView] })
  data: RecusalView[];
}

export const recusalView = ({ arbitrator, reason, recusedAt }: Recusal): RecusalView => ({ arbitrator, reason, recusedAt: recusedAt.toISOString() });

/** A ruling as far as its author has written it. */
export class RulingDraftView {
  @ApiProperty({ type: 'object', additionalProperties: true, example: { outcome: 'buyer' } })
  document: Record<string, unknown>;
  @ApiProperty({ format: 'date-time', example: '2026-03-06T10:00:00.000Z' })
  updatedAt: string;
}

export const draftView = ({ document, updatedAt }: RulingDraft): RulingDraftView => ({ document, updatedAt: updatedAt.toISOString() });

/** A text to begin from. */
export class MacroView {
  @ApiProperty({ example: 'mac_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ example: 'Damage shown by photos' })
  title: string;
  @ApiProperty({ enum: ['en', 'es'], example: 'en' })
  language: string;
  @ApiProperty({ required: false, example: 'damaged' })
  reason?: string;
  @ApiProperty({ example: 'Your photos in case {number} show the damage. {claimAmount} is paid back.' })
  text: string;
  @ApiProperty({ example: 'lead-luis' })
  updatedBy: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-06T10:00:00.000Z' })
  updatedAt: string;
}

/** One page of texts to begin from, newest first. */
export class MacroPageView extends PageView {
  @ApiProperty({ type: [MacroView] })
  data: MacroView[];
}

/** A text with a case’s own words in it. */
export class MacroPreviewView {
  @ApiProperty({ enum: ['en', 'es'], example: 'en' })
  language: string;
  @ApiProperty({ example: 'Your photos in case D-2026-000123 show the damage. €49.90 is paid back.' })
  text: string;
}

export function macroView({ id, title, language, reason, text, updatedBy, updatedAt }: Macro): MacroView {
  return { id, title, language, ...(reason === null ? {} : { reason }), text, updatedBy, updatedAt: updatedAt.toISOString() };
}
