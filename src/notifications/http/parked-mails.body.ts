import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { IsTimestamp } from '../../foundation/http/index.js';

/** Since when. */
export class ResendMailsBody {
  @ApiProperty({ format: 'date-time', example: '2026-03-06T00:00:00Z', description: 'When the letters were written; what is older than 90 days is no longer kept.' })
  @IsTimestamp()
  since: string;
}

/** Which page of what was given up. */
export class ParkedMailsQuery {
  @ApiProperty({ required: false, description: 'The nextCursor of the page before.' })
  @IsOptional()
  @IsString()
  cursor?: string;

  @ApiProperty({ type: 'integer', required: false, minimum: 1, maximum: 100, default: 20, example: 20 })
  @IsOptional()
  @IsString()
  limit?: string;
}
