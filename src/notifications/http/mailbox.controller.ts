import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { idIn, PageQuery, parseLimit } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { NotificationsService } from '../notifications.service.js';
import { MailboxView, mailboxView } from './mailbox.view.js';
import { asPage } from './mailbox-pages.controller.js';

const FILTER = 'mailbox';
/** A browser says so first; a program that takes anything gets JSON. */
const PREFERS_HTML = /^\s*text\/html\b/i;

/** All mail of the demo. It is read here whether or not it is sent to a server as well. */
@ApiTags('sandbox')
@Access('sandbox')
@ApiExtraModels(MailboxView)
@Controller('v1/sandbox/mailbox')
export class MailboxController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @ApiOperation({ operationId: 'listMailbox', summary: 'What people were written, newest first', description: 'A browser gets a page to look at, with every letter in both languages.' })
  @ApiOkResponse({ content: { 'application/json': { schema: { $ref: getSchemaPath(MailboxView) } }, 'text/html': { schema: { type: 'string' } } } })
  async list(@Query() { cursor, limit }: PageQuery, @Headers('accept') accept: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<MailboxView | string> {
    const size = parseLimit(limit);
    const rows = await this.notifications.newest(idIn(FILTER, cursor), size);
    const view = mailboxView(rows, FILTER, size);
    return PREFERS_HTML.test(accept ?? '') ? asPage(reply, this.notifications.listPage(rows.slice(0, size), view.nextCursor)) : view;
  }
}
