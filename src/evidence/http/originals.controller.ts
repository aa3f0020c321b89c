import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { PageQuery, type Answer, type Page } from '../../foundation/http/index.js';
import { Idempotency, type IdempotencyRequest } from '../../foundation/idempotency/index.js';
import { Access, CurrentCaller, type Caller } from '../../foundation/identity/index.js';
import { RateLimit } from '../../foundation/rates/index.js';
import { OriginalsService } from '../custody/originals.service.js';
import { accessPage, accessPageFrom, EvidenceAccessPageView, openedAnswer, OpenedOriginalView, ViewOriginalBody, type EvidenceAccessView } from './originals.view.js';

/** Originals are looked at for a reason that both parties can read. */
@ApiTags('evidence')
@Controller('v1')
export class OriginalsController {
  constructor(private readonly originals: OriginalsService) {}

  @Post('evidence/:evidenceId/views')
  @Access('staff')
  @RateLimit('view')
  @ApiOperation({
    operationId: 'viewOriginal', summary: 'See an original, and say why',
    description: 'The look is noted in the access log before the address is given; both parties can read reason and role. ' +
      'The address is open for a minute. The same key again gives the same address: to look once more, ask again with a new key.',
  })
  @ApiCreatedResponse({ type: OpenedOriginalView })
  view(
    @Param('evidenceId') id: string, @Body() { reason }: ViewOriginalBody, @CurrentCaller() caller: Caller,
    @Idempotency() idempotency: IdempotencyRequest, @Req() { id: requestId }: FastifyRequest,
  ): Promise<Answer> {
    return this.originals.open(id, { reason, requestId }, caller, idempotency, openedAnswer);
  }

  @Get('disputes/:disputeId/evidence-access')
  @Access('authenticated')
  @ApiOperation({ operationId: 'listEvidenceAccess', summary: 'Who of the staff saw which original, and why', description: 'For both parties and staff, newest first.' })
  @ApiOkResponse({ type: EvidenceAccessPageView })
  async log(@Param('disputeId') disputeId: string, @Query() query: PageQuery, @CurrentCaller() caller: Caller): Promise<Page<EvidenceAccessView>> {
    const { before, limit } = accessPageFrom(query, disputeId);
    const { accesses, reader } = await this.originals.log(disputeId, caller, before, limit + 1);
    return accessPage(accesses, limit, disputeId, reader);
  }
}
