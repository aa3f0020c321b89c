import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { closeDispute, reportChargeback } from '../commands/outside.js';
import { CommandAnswers } from './command-answers.js';
import { Commands } from './documented.js';
import { ChargebackBody, CloseDisputeBody } from './outside.body.js';
import { From, type Sender } from './sender.js';

/** What reaches a dispute from outside the two parties: the bank, and a lead who ends it. */
@ApiTags('disputes')
@Controller('v1/disputes/:disputeId')
export class OutsideController {
  constructor(private readonly answers: CommandAnswers) {}

  @Post('chargeback')
  @Access('marketplace')
  @Commands('reportChargeback', 'Report what the buyer’s bank does', 'A chargeback that is known already answers 200 and changes nothing.')
  chargeback(@Param('disputeId') id: string, @Body() body: ChargebackBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, reportChargeback(body), sender);
  }

  @Post('close')
  @Access('lead')
  @Commands('closeDispute', 'End a dispute that should not go on', 'Not appealable: a wrong closing is corrected by a new dispute.')
  close(@Param('disputeId') id: string, @Body() body: CloseDisputeBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, closeDispute(body, sender.caller), sender);
  }
}
