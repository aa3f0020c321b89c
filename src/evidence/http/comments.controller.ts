import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CommandAnswers, From, FromReader, messagePage, MessagePageView, messagesWish, messageView, MessageView, Readers, type Sender } from '../../disputes/index.js';
import { Answer, PageQuery } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { CommentsService } from '../comments.service.js';
import { CommentBody, wordsFrom } from './comments.body.js';

/** What is said about one piece, at a second or at a point. */
@ApiTags('evidence')
@Access('authenticated')
@Controller('v1/evidence/:evidenceId/comments')
export class CommentsController {
  constructor(
    private readonly comments: CommentsService,
    private readonly answers: CommandAnswers,
    private readonly readers: Readers,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'commentEvidence', summary: 'Say something about a piece, at a second of a video or at a point of a picture',
    description: 'It is a message of the dispute with an `anchor`: in its list, its chain and its audiences. Like every message it seals what its author still holds back.',
  })
  @ApiCreatedResponse({ type: MessageView })
  async comment(@Param('evidenceId') id: string, @Body() body: CommentBody, @From() sender: Sender): Promise<Answer> {
    const { disputeId, command } = await this.comments.commandFor(id, wordsFrom(body), sender);
    return this.answers.as(disputeId, command, sender, (event, dispute, reader) => {
      if (event.type !== 'messageSent') throw new Error(`a comment became ${event.type}`);
      const { messageId, audience, evidenceIds, anchor = null } = event;
      const author = { role: reader.role, id: reader.callerId };
      const view = messageView({ id: messageId, seq: dispute.seq, author, audience, text: body.text, evidenceIds, anchor, createdAt: dispute.now }, reader);
      return new Answer(201, view, { location: `/v1/evidence/${id}/comments#${messageId}` });
    });
  }

  @Get()
  @ApiOperation({ operationId: 'listEvidenceComments', summary: 'What was said about a piece, newest first' })
  @ApiOkResponse({ type: MessagePageView })
  async list(@Param('evidenceId') id: string, @Query() query: PageQuery, @FromReader() sender: Sender): Promise<MessagePageView> {
    const wish = messagesWish(id, query);
    const { dispute, role, messages } = await this.comments.list(id, sender.caller, wish.before, wish.limit);
    return messagePage(messages, wish, this.readers.of(dispute, role, sender));
  }
}
