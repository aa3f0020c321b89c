import { ApiProperty } from '@nestjs/swagger';

/** How the process is. */
export class HealthView {
  @ApiProperty({ enum: ['live', 'ready'], example: 'ready' })
  status: string;

  @ApiProperty({
    type: 'object', additionalProperties: { type: 'string' }, selfRequired: false, example: { database: 'ok', migrations: 'ok', storage: 'ok', scanner: 'off' },
    description: 'What each check found: `ok`, `failed` or, for a scanner that is not configured, `off`. A scanner that failed lets evidence wait; the process is ready all the same.',
  })
  checks?: Record<string, string>;

  @ApiProperty({
    type: 'object', additionalProperties: { type: 'string' }, selfRequired: false, example: { mediaSandbox: 'bwrap' },
    description: 'What works in more than one way, and how it works here.',
  })
  features?: Record<string, string>;
}
