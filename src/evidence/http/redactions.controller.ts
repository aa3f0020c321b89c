import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Answer } from '../../foundation/http/index.js';
import { Idempotency, type IdempotencyRequest } from '../../foundation/idempotency/index.js';
import { Access, CurrentCaller, type Caller } from '../../foundation/identity/index.js';
import { RedactionsService } from '../custody/redactions.service.js';
import { RedactEvidenceBody, redactionWish } from './redactions.body.js';
import { redactionAnswer, redactionList, RedactionListView, RedactionView } from './redactions.view.js';

/** What of a piece others must not see. */
@ApiTags('evidence')
@Access('authenticated')
@Controller('v1/evidence/:evidenceId/redactions')
export class RedactionsController {
  constructor(private readonly redactions: RedactionsService) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'redactEvidence', summary: 'Have parts of a piece burned away',
    description: 'By its owner or staff: photos, the first page of documents, and films of some minutes where the server has ffmpeg, from beginning to ' +
      'end. What parties see is made anew from the original; until that is ' +
      'done only staff see anything. Redactions add up. The original stays as it is, sealed, for staff who say why.',
  })
  @ApiAcceptedResponse({ type: RedactionView })
  redact(
    @Param('evidenceId') id: string, @Body() body: RedactEvidenceBody, @CurrentCaller() caller: Caller, @Idempotency() idempotency: IdempotencyRequest,
  ): Promise<Answer> {
    return this.redactions.wish(id, redactionWish(body), caller, idempotency, redactionAnswer);
  }

  @Get()
  @ApiOperation({ operationId: 'listRedactions', summary: 'What was burned away of a piece, and by whom' })
  @ApiOkResponse({ type: RedactionListView })
  async list(@Param('evidenceId') id: string, @CurrentCaller() caller: Caller): Promise<RedactionListView> {
    const { redactions, reader } = await this.redactions.list(id, caller);
    return redactionList(redactions, reader);
  }
}
