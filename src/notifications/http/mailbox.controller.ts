import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { decodeCursor, parseLimit } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { NotificationsService } from '../notifications.service.js';
import { MailboxQuery } from './mailbox.query.js';
import { MailboxView, mailboxView } from './mailbox.view.js';

const FILTER = 'mailbox';

/** In the sandbox nothing is sent to anybody: what would have been is read here. */
@ApiTags('sandbox')
@Access('sandbox')
@Controller('v1/sandbox/mailbox')
export class MailboxController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @ApiOperation({ operationId: 'listMailbox', summary: 'What people were told, newest first' })
  @ApiOkResponse({ type: MailboxView })
  async list(@Query() { cursor, limit }: MailboxQuery): Promise<MailboxView> {
    const [before] = decodeCursor(FILTER, cursor) ?? [];
    const size = parseLimit(limit);
    return mailboxView(await this.notifications.newest(before === undefined ? null : String(before), size), FILTER, size);
  }
}
