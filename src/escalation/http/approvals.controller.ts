import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandAnswers, Commands, From, FromWhoHasSeen, type Sender } from '../../disputes/index.js';
import type { Answer } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { approveRuling, refuseRuling } from '../decisions.commands.js';
import { RefuseRulingBody } from './decisions.body.js';

/** What a second person does about a ruling that nobody makes alone. The parties know of none of it. */
@ApiTags('desk')
@Access('staff')
@Controller('v1/rulings/:rulingId')
export class ApprovalsController {
  constructor(private readonly answers: CommandAnswers) {}

  @Post('approve')
  @Commands('approveRuling', 'Agree with a ruling: it takes force', 'Never by its author, nor by a party or somebody related to one. If-Match is required: one agrees to what one has seen.')
  approve(@Param('rulingId') id: string, @FromWhoHasSeen() sender: Sender): Promise<Answer> {
    return this.answers.to(id, approveRuling(id), sender);
  }

  @Post('refuse')
  @Commands('refuseRuling', 'Not agree with a ruling', 'It goes back to its author, who reads why.')
  refuse(@Param('rulingId') id: string, @Body() body: RefuseRulingBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, refuseRuling(id, body.reason), sender);
  }
}
