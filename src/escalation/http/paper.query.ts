import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { decodeCursor, DEFAULT_LIMIT, MAX_LIMIT } from '../../foundation/http/index.js';
import { problem } from '../../foundation/problems/problem.js';

/** Which page of a list of the desk's papers. */
export class PaperQuery {
  @ApiProperty({ required: false, description: 'The `nextCursor` of the page before.' })
  @IsOptional()
  @IsString()
  cursor?: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, required: false, default: DEFAULT_LIMIT })
  @IsOptional()
  @IsString()
  limit?: string;
}

/** The id after which a page begins, or null for the first. */
export function idIn(filterKey: string, cursor: string | undefined): string | null {
  const [id = null] = decodeCursor(filterKey, cursor) ?? [];
  if (typeof id === 'number') throw problem('malformed', 'The cursor is not one we gave.');
  return id;
}
