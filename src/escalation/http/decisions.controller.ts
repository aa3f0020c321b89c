import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandAnswers, Commands, From, FromWhoHasSeen, type Sender } from '../../disputes/index.js';
import type { Answer } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { remand } from '../appeals.commands.js';
import { extendDeadline, reassign, reclassify, ruleInadmissible } from '../decisions.commands.js';
import { ExtendDeadlineBody, ReassignBody, ReclassifyBody, RemandBody, RuleInadmissibleBody } from './decisions.body.js';

/** What the holder decides beside the ruling, and what a lead arranges. */
@ApiTags('desk')
@Controller('v1/disputes/:disputeId')
export class DecisionsController {
  constructor(private readonly answers: CommandAnswers) {}

  @Post('reclassify')
  @Access('staff')
  @Commands('reclassifyClaim', 'Say what the claim is really about', 'The buyer’s own reason is kept beside it.')
  reclassify(@Param('disputeId') id: string, @Body() body: ReclassifyBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, reclassify(body), sender);
  }

  @Post('inadmissible')
  @Access('staff')
  @Commands('ruleInadmissible', 'Not judge the dispute at all', 'The buyer may appeal this once while the units are still free.')
  inadmissible(@Param('disputeId') id: string, @Body() body: RuleInadmissibleBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, ruleInadmissible(body), sender);
  }

  @Post('remand')
  @Access('staff')
  @Commands('remandCase', 'On appeal, send the case back to be judged anew', 'Nothing that was ruled stands. If-Match is required.')
  remand(@Param('disputeId') id: string, @Body() body: RemandBody, @FromWhoHasSeen() sender: Sender): Promise<Answer> {
    return this.answers.to(id, remand(body.text), sender);
  }

  @Post('reassign')
  @Access('lead')
  @Commands('reassignCase', 'Give a case to somebody else, or back to the queue', 'Never to somebody with an interest in it, nor to who ruled or approved before.')
  reassign(@Param('disputeId') id: string, @Body() body: ReassignBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, reassign(body), sender);
  }

  @Post('deadlines/:kind/extend')
  @Access('lead')
  @Commands('extendDeadline', 'Give more time', 'For any deadline that runs but the provider’s; to at most twice what the policy gives.')
  extend(@Param('disputeId') id: string, @Param('kind') kind: string, @Body() body: ExtendDeadlineBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, extendDeadline(kind, body), sender);
  }
}
