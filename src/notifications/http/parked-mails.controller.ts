import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { idIn, PageQuery, parseLimit } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { ParkedMailsService } from '../parked-mails.service.js';
import { ResendMailsBody } from './parked-mails.body.js';
import { parkedMailPage, ParkedMailPageView, parkedMailView, ParkedMailView, ResentMailsView } from './parked-mails.view.js';

const FILTER = 'parked-mails';

/** Letters that no server took. */
@ApiTags('desk')
@Access('lead')
@Controller('v1/parked-mails')
export class ParkedMailsController {
  constructor(private readonly parked: ParkedMailsService) {}

  @Get()
  @ApiOperation({ operationId: 'listParkedMails', summary: 'E-mails that were given up, newest first', description: 'After the last try, or when the server said that there is no such reader. Kept for 90 days.' })
  @ApiOkResponse({ type: ParkedMailPageView })
  async list(@Query() { cursor, limit }: PageQuery): Promise<ParkedMailPageView> {
    const size = parseLimit(limit);
    return parkedMailPage(await this.parked.list(idIn(FILTER, cursor), size), FILTER, size);
  }

  @Post(':mailId/resend')
  @HttpCode(202)
  @ApiOperation({ operationId: 'resendMail', summary: 'Send one again', description: 'With the same Message-ID, to the address that the order has now.' })
  @ApiAcceptedResponse({ type: ParkedMailView })
  async resend(@Param('mailId') id: string): Promise<ParkedMailView> {
    return parkedMailView(await this.parked.resend(id));
  }

  @Post('resend')
  @HttpCode(202)
  @ApiOperation({ operationId: 'resendMails', summary: 'Send all again that were written since a time' })
  @ApiAcceptedResponse({ type: ResentMailsView })
  resendSince(@Body() { since }: ResendMailsBody): Promise<ResentMailsView> {
    return this.parked.resendSince(since);
  }
}
