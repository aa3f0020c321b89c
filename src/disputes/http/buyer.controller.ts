import { Body, Controller, Delete, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { amendClaim, discardDraft, openDispute, reopen, reviseDraft, withdraw } from '../commands/claims.js';
import { StartingService } from '../starting.service.js';
import { AmendClaimBody, ReviseDraftBody, StartDisputeBody } from './claim.body.js';
import { CommandAnswers } from './command-answers.js';
import { Commands, Makes, Removes } from './documented.js';
import { WithdrawBody } from './negotiation.body.js';
import { From, FromEditor, FromStarter, type Sender } from './sender.js';

/** What only the buyer does: complain, open, say it anew, take it back. */
@ApiTags('disputes')
@Access('authenticated')
@Controller('v1/disputes')
export class BuyerController {
  constructor(
    private readonly starting: StartingService,
    private readonly answers: CommandAnswers,
  ) {}

  @Post()
  @Makes('startDispute', 'Start a draft', 'Only its form is judged; everything else waits for opening.')
  start(@Body() body: StartDisputeBody, @FromStarter() sender: Sender): Promise<Answer> {
    return this.starting.start(body, sender, (dispute) => this.answers.started(dispute, sender));
  }

  @Patch(':disputeId')
  @Commands('reviseDraft', 'Say parts of a draft anew')
  revise(@Param('disputeId') id: string, @Body() body: ReviseDraftBody, @FromEditor() sender: Sender): Promise<Answer> {
    return this.answers.to(id, reviseDraft(body), sender);
  }

  @Delete(':disputeId')
  @Removes('discardDraft', 'Throw a draft away, with everything uploaded to it')
  discard(@Param('disputeId') id: string, @FromEditor() sender: Sender): Promise<Answer> {
    return this.answers.gone(id, discardDraft(), sender);
  }

  @Post(':disputeId/open')
  @Commands('openDispute', 'Open the dispute: the seller is asked', 'Judged now: time, units, amount and evidence. Evidence is sealed.')
  open(@Param('disputeId') id: string, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, openDispute(), sender);
  }

  @Post(':disputeId/amend')
  @Commands('amendClaim', 'Say parts of an opened claim anew, once', 'The seller gets the full time to answer again.')
  amend(@Param('disputeId') id: string, @Body() body: AmendClaimBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, amendClaim(body), sender);
  }

  @Post(':disputeId/withdraw')
  @Commands('withdrawDispute', 'Take the claim back', 'It can be reopened once, for a while.')
  withdraw(@Param('disputeId') id: string, @Body() body: WithdrawBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, withdraw(body.text), sender);
  }

  @Post(':disputeId/reopen')
  @Commands('reopenDispute', 'Reopen a dispute that was withdrawn or ran out of time, once')
  reopen(@Param('disputeId') id: string, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, reopen(), sender);
  }
}
