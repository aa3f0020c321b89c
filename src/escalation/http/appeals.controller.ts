import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandAnswers, Commands, From, Makes, type Made, type Sender } from '../../disputes/index.js';
import type { Answer } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { appeal, withdrawAppeal } from '../appeals.commands.js';
import { waiveAppeal } from '../desk.commands.js';
import { AppealBody } from './decisions.body.js';

const appealMade: Made = ({ id }, event) => `/v1/disputes/${id}#${event.type === 'partyAppealed' ? (event.appealId ?? '') : ''}`;

/** What the parties do about a ruling. */
@ApiTags('desk')
@Access('authenticated')
@Controller('v1/disputes/:disputeId')
export class AppealsController {
  constructor(private readonly answers: CommandAnswers) {}

  @Post('appeals')
  @Makes('appealRuling', 'Have a ruling looked at again, by somebody else', 'Once per party, by the side it went against; a dispute found inadmissible too, by the buyer.')
  appeal(@Param('disputeId') id: string, @Body() body: AppealBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, appeal(body), sender, appealMade);
  }

  @Post('withdraw-appeal')
  @Commands('withdrawAppeal', 'Let the ruling be', 'If the other side could still appeal, it has the time that was left; otherwise the ruling is executed.')
  withdraw(@Param('disputeId') id: string, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, withdrawAppeal(), sender);
  }

  @Post('waive-appeal')
  @Commands('waiveAppeal', 'Say that one will not appeal', 'When nobody is left who may appeal, the ruling is executed at once.')
  waive(@Param('disputeId') id: string, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, waiveAppeal(), sender);
  }
}
