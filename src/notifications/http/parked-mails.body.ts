import { ApiProperty } from '@nestjs/swagger';
import { IsTimestamp } from '../../foundation/http/index.js';

/** Since when. */
export class ResendMailsBody {
  @ApiProperty({ format: 'date-time', example: '2026-03-06T00:00:00Z', description: 'When the letters were written; what is older than 90 days is no longer kept.' })
  @IsTimestamp()
  since: string;
}
