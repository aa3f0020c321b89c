import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { explanationOf, From, FromReader, Readers, RefundView, type Circumstances, type Sender } from '../../disputes/index.js';
import type { Answer } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { RefundsService } from '../refunds.service.js';
import { RecordRefundBody, RefundResultBody, resultFrom } from './refund.bodies.js';
import { refundAnswer, refundList, RefundListView } from './refund.view.js';

const DISPUTE = { name: 'disputeId', example: 'dp_01k9x3v5m2e8r7qbw4h6n0tzcd' };
const REFUND = { name: 'refundId', example: 'rf_01k9x3v5m2e8r7qbw4h6n0tzcd' };

@ApiTags('refunds')
@Controller('v1')
export class RefundsController {
  constructor(
    private readonly refunds: RefundsService,
    private readonly readers: Readers,
  ) {}

  @Get('disputes/:disputeId/refunds')
  @Access('authenticated')
  @ApiParam(DISPUTE)
  @ApiOperation({ operationId: 'listRefunds', summary: 'What is being paid back in a dispute' })
  @ApiOkResponse({ type: RefundListView })
  async list(@Param('disputeId') id: string, @FromReader() { caller }: Sender): Promise<RefundListView> {
    return refundList(await this.refunds.of(id, caller));
  }

  @Post('refunds/:refundId/result')
  @HttpCode(200)
  @Access('marketplace')
  @ApiParam(REFUND)
  @ApiOperation({ operationId: 'reportRefund', summary: 'Tell how a payment ended', description: 'Never refused for coming late or twice: the same again changes nothing, and what the dispute has no use for is kept.' })
  @ApiOkResponse({ type: RefundView, description: 'The refund as it stands now.' })
  report(@Param('refundId') id: string, @Body() body: RefundResultBody, @From() sender: Sender): Promise<Answer | null> {
    return this.refunds.report(id, { result: resultFrom(body), key: body.key }, circumstancesOf(sender));
  }

  @Post('refunds/:refundId/record-by-hand')
  @HttpCode(200)
  @Access('lead')
  @ApiParam(REFUND)
  @ApiOperation({ operationId: 'recordRefund', summary: 'Record a payment made in another way', description: 'Only for a refund that has failed for certain; unknown is not failed.' })
  @ApiOkResponse({ type: RefundView, description: 'The refund as it stands now.' })
  record(@Param('refundId') id: string, @Body() { reference, evidenceIds = [] }: RecordRefundBody, @From() sender: Sender): Promise<Answer | null> {
    const explain: Circumstances['explain'] = (dispute, role) => ({ ...explanationOf(dispute, this.readers.of(dispute, role, sender)) });
    return this.refunds.recordByHand(id, { reference, evidenceIds }, sender.caller, { ...circumstancesOf(sender), explain });
  }
}

/** On what conditions a sender speaks, and how they are answered. */
function circumstancesOf({ ifMatch, idempotency, requestId }: Sender): Circumstances {
  return { ifMatch, idempotency, requestId, answer: refundAnswer };
}
