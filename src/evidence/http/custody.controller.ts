import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Answer } from '../../foundation/http/index.js';
import { Idempotency, type IdempotencyRequest } from '../../foundation/idempotency/index.js';
import { Access, CurrentCaller, type Caller } from '../../foundation/identity/index.js';
import { ErasuresService } from '../custody/erasures.service.js';
import { LegalHoldsService } from '../custody/legal-holds.service.js';
import { EraseEvidenceBody, erasureWish, LegalHoldBody } from './custody.body.js';
import { erasureAnswer, ErasureView, LegalHoldView, legalHoldView } from './custody.view.js';

/** How long evidence is kept: a hold keeps it, an erasure ends it. */
@ApiTags('evidence')
@Controller('v1')
export class CustodyController {
  constructor(
    private readonly erasures: ErasuresService,
    private readonly holds: LegalHoldsService,
  ) {}

  @Post('evidence/:evidenceId/erasure')
  @HttpCode(202)
  @Access('authenticated')
  @ApiOperation({
    operationId: 'eraseEvidence', summary: 'Have a piece erased',
    description: 'Its owner asks, once the dispute is over; a lead or the marketplace grants it. While the dispute is open they can erase only for ' +
      '`court_order` and `unlawful_content`. Bytes, renditions, names and salt go; that there was a piece stays, and the chain still verifies.',
  })
  @ApiAcceptedResponse({ type: ErasureView })
  erase(
    @Param('evidenceId') id: string, @Body() body: EraseEvidenceBody, @CurrentCaller() caller: Caller, @Idempotency() idempotency: IdempotencyRequest,
  ): Promise<Answer> {
    return this.erasures.erase(id, erasureWish(body), caller, idempotency, erasureAnswer);
  }

  @Get('disputes/:disputeId/legal-hold')
  @Access('staff')
  @ApiOperation({ operationId: 'getLegalHold', summary: 'Whether the evidence must be kept' })
  @ApiOkResponse({ type: LegalHoldView })
  async hold(@Param('disputeId') disputeId: string, @CurrentCaller() caller: Caller): Promise<LegalHoldView> {
    return legalHoldView(await this.holds.of(disputeId, caller));
  }

  @Put('disputes/:disputeId/legal-hold')
  @Access('lead')
  @ApiOperation({ operationId: 'placeLegalHold', summary: 'Keep the evidence of a dispute', description: 'A dispute that is held already stays as it is held.' })
  @ApiOkResponse({ type: LegalHoldView })
  async place(@Param('disputeId') disputeId: string, @Body() { reason }: LegalHoldBody, @CurrentCaller() caller: Caller): Promise<LegalHoldView> {
    return legalHoldView(await this.holds.place(disputeId, reason, caller));
  }

  @Delete('disputes/:disputeId/legal-hold')
  @Access('lead')
  @ApiOperation({ operationId: 'liftLegalHold', summary: 'Let the evidence go again', description: 'Takes a body. 404 where nothing is held.' })
  @ApiOkResponse({ type: LegalHoldView })
  async lift(@Param('disputeId') disputeId: string, @Body() { reason }: LegalHoldBody, @CurrentCaller() caller: Caller): Promise<LegalHoldView> {
    return legalHoldView(await this.holds.lift(disputeId, reason, caller));
  }
}
