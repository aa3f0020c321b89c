import { ApiProperty } from '@nestjs/swagger';
import { ACTION_NAMES } from '../../domain/actions.js';
import { HelpLink } from '../help-links.js';

/** Something the caller may do now. */
export class AvailableActionView {
  @ApiProperty({ enum: ACTION_NAMES, example: 'accept-claim' })
  action: string;
  @ApiProperty({ enum: ['POST', 'PATCH', 'DELETE'], example: 'POST' })
  method: string;
  @ApiProperty({ example: '/v1/disputes/dp_01kaz3m7x0e4n8v2r6t9w1c5hy/accept-claim' })
  href: string;
  @ApiProperty({ description: 'The caller is awaited, and this is one of the answers. A right that may be left unused is not mandatory.', example: true })
  mandatory: boolean;
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-10T09:00:00.000Z' })
  dueAt?: string;
  @ApiProperty({ required: false, description: 'What happens by itself if the caller does nothing until then.', example: 'The dispute goes to the platform, which decides it.' })
  onExpiry?: string;
  @ApiProperty({ type: HelpLink, required: false, description: 'The article that explains it.' })
  help?: HelpLink;
  @ApiProperty({ type: String, nullable: true, description: 'The schema of the body; null: none is needed.', example: 'RejectClaimBody' })
  input: string | null;
}

/** Something the caller may not do now, why, and when it will be possible if that is known. */
export class UnavailableActionView {
  @ApiProperty({ enum: ACTION_NAMES, example: 'escalate' })
  action: string;
  @ApiProperty({ description: 'The problem code that trying would be answered with.', example: 'too_early_to_escalate' })
  reason: string;
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-08T09:00:00.000Z' })
  availableFrom?: string;
  @ApiProperty({ type: HelpLink, required: false, description: 'The article that explains it.' })
  help?: HelpLink;
}
