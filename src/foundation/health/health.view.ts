import { ApiProperty } from '@nestjs/swagger';

/** How the process is. */
export class HealthView {
  @ApiProperty({ enum: ['live', 'ready'], example: 'ready' })
  status: string;

  @ApiProperty({
    type: 'object', additionalProperties: { type: 'string' }, selfRequired: false, example: { database: 'ok', migrations: 'ok', storage: 'ok' },
    description: 'What each check found: `ok` or `failed`.',
  })
  checks?: Record<string, string>;
}
