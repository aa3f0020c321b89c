import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { MayBeLeftOut } from './fields.js';
import { DEFAULT_LIMIT, MAX_LIMIT } from './pages.js';

/** Which page of a list. */
export class PageQuery {
  @ApiProperty({ required: false, description: 'The nextCursor of the page before; it belongs to the same filter.' })
  @MayBeLeftOut()
  @IsString()
  cursor?: string;

  @ApiProperty({ type: 'integer', required: false, minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT, example: 20 })
  @MayBeLeftOut()
  @IsString()
  limit?: string;
}
