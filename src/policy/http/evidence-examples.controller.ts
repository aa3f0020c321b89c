import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../../foundation/identity/index.js';
import { problem } from '../../foundation/problems/problem.js';
import { PolicyService } from '../policy.service.js';

const WEBP = 'image/webp';

/** What good evidence looks like. Drawings of ours, no secret, the same for everybody. */
@ApiTags('reasons')
@Access('public')
@Controller('v1/evidence-examples')
export class EvidenceExamplesController {
  constructor(private readonly policies: PolicyService) {}

  @Get(':requirement')
  @Header('Cache-Control', 'public, max-age=86400')
  @Header('X-Content-Type-Options', 'nosniff')
  @ApiOperation({ operationId: 'getEvidenceExample', summary: 'A drawing of what a piece of evidence should show' })
  @ApiOkResponse({ description: 'A picture of 480 by 360 pixels.', content: { [WEBP]: { schema: { type: 'string', format: 'binary' } } } })
  show(@Param('requirement') requirement: string): StreamableFile {
    const picture = this.policies.exampleOf(requirement);
    if (picture === undefined) throw problem('not_found');
    return new StreamableFile(picture, { type: WEBP, length: picture.length });
  }
}
