import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PageQuery } from '../../foundation/http/index.js';
import type { Answer } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { sendMessage } from '../commands/messages.js';
import { ReadingService } from '../reading.service.js';
import { CommandAnswers } from './command-answers.js';
import { Makes } from './documented.js';
import { MessagePageView } from './lists.view.js';
import { made } from './made.js';
import { SendMessageBody } from './messages.body.js';
import { messagePage, messagesWish } from './pages.js';
import { Readers } from './readers.js';
import { From, FromReader, type Sender } from './sender.js';

/** What is said in a dispute, and to whom. */
@ApiTags('messages')
@Access('authenticated')
@Controller('v1/disputes/:disputeId/messages')
export class MessagesController {
  constructor(
    private readonly answers: CommandAnswers,
    private readonly reading: ReadingService,
    private readonly readers: Readers,
  ) {}

  @Post()
  @Makes('sendMessage', 'Say something', 'Talk is no decision: it does not raise the version.')
  send(@Param('disputeId') id: string, @Body() body: SendMessageBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, sendMessage(body), sender, made.message);
  }

  @Get()
  @ApiOperation({ operationId: 'listMessages', summary: 'What was said, newest first' })
  @ApiOkResponse({ type: MessagePageView })
  async list(@Param('disputeId') id: string, @Query() query: PageQuery, @FromReader() sender: Sender): Promise<MessagePageView> {
    const wish = messagesWish(id, query);
    const { dispute, role, messages } = await this.reading.messages(id, sender.caller, wish.before, wish.limit);
    return messagePage(messages, wish, this.readers.of(dispute, role, sender));
  }
}
