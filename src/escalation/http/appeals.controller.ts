import { Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandAnswers, Commands, From, type Sender } from '../../disputes/index.js';
import type { Answer } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { waiveAppeal } from '../desk.commands.js';

/** What the parties do about a ruling. */
@ApiTags('desk')
@Access('authenticated')
@Controller('v1/disputes/:disputeId')
export class AppealsController {
  constructor(private readonly answers: CommandAnswers) {}

  @Post('waive-appeal')
  @Commands('waiveAppeal', 'Say that one will not appeal', 'When nobody is left who may appeal, the ruling is executed at once.')
  waive(@Param('disputeId') id: string, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, waiveAppeal(), sender);
  }
}
