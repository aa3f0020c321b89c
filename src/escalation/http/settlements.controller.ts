import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandAnswers, Commands, From, FromWhoHasSeen, Makes, type Made, type Sender } from '../../disputes/index.js';
import type { Answer } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { acceptSettlement, proposeSettlement, rejectSettlement } from '../settlements.commands.js';
import { ProposeSettlementBody, RejectSettlementBody } from './decisions.body.js';

const settlementMade: Made = ({ id }, event) => `/v1/disputes/${id}#${event.type === 'settlementProposed' ? event.settlementId : ''}`;

/** What the platform proposes to both sides instead of ruling. */
@ApiTags('desk')
@Controller('v1/disputes/:disputeId/settlements')
export class SettlementsController {
  constructor(private readonly answers: CommandAnswers) {}

  @Post()
  @Access('staff')
  @Makes('proposeSettlement', 'Propose a remedy to both sides', 'It is agreed when both accept. The decision’s clock stands still meanwhile.')
  propose(@Param('disputeId') id: string, @Body() body: ProposeSettlementBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, proposeSettlement(body), sender, settlementMade);
  }

  @Post(':settlementId/accept')
  @Access('authenticated')
  @Commands('acceptSettlement', 'Accept what the platform proposes', 'When both have, it is carried out at once. If-Match is required: one agrees to what one has seen.')
  accept(@Param('disputeId') id: string, @Param('settlementId') settlementId: string, @FromWhoHasSeen() sender: Sender): Promise<Answer> {
    return this.answers.to(id, acceptSettlement(settlementId), sender);
  }

  @Post(':settlementId/reject')
  @Access('authenticated')
  @Commands('rejectSettlement', 'Not accept what the platform proposes', 'The review goes on.')
  reject(
    @Param('disputeId') id: string, @Param('settlementId') settlementId: string, @Body() body: RejectSettlementBody, @From() sender: Sender,
  ): Promise<Answer> {
    return this.answers.to(id, rejectSettlement(settlementId, body.text), sender);
  }
}
