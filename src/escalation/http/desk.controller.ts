import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandAnswers, Commands, From, FromWhoHasSeen, Makes, type Made, type Sender } from '../../disputes/index.js';
import type { Answer } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { releaseCase } from '../desk.commands.js';
import { rule } from '../ruling.command.js';
import { TakingService } from '../taking.service.js';
import { rulingFrom } from './ruling-from.js';
import { RulingBody } from './ruling.body.js';

const rulingMade: Made = (_dispute, event) => `/v1/rulings/${event.type === 'arbitratorRuled' || event.type === 'appealRuled' ? (event.ruling?.id ?? '') : ''}`;

/** What an arbitrator does with a case. */
@ApiTags('desk')
@Access('staff')
@Controller('v1/disputes/:disputeId')
export class DeskController {
  constructor(
    private readonly answers: CommandAnswers,
    private readonly taking: TakingService,
  ) {}

  @Post('take')
  @Commands('takeCase', 'Take a case off the queue', 'Only one person holds a case; nobody takes one they have an interest in.')
  take(@Param('disputeId') id: string, @From() sender: Sender): Promise<Answer> {
    return this.taking.take(id, sender);
  }

  @Post('release')
  @Commands('releaseCase', 'Give a case back to the queue')
  release(@Param('disputeId') id: string, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, releaseCase(), sender);
  }

  @Post('rulings')
  @Makes('makeRuling', 'Decide the case one holds, for the first time or on appeal', 'If-Match is required: a ruling rests on what its author has seen. Above the policy’s limit a second person approves it first.')
  rule(@Param('disputeId') id: string, @Body() body: RulingBody, @FromWhoHasSeen() sender: Sender): Promise<Answer> {
    return this.answers.to(id, rule(rulingFrom(body)), sender, rulingMade);
  }
}
