import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { idIn, PageQuery, parseLimit } from '../../foundation/http/index.js';
import { Access, CurrentCaller, type Caller } from '../../foundation/identity/index.js';
import { ParkedInboundService } from '../replies/parked-inbound.service.js';
import { parkedInboundInFull, ParkedInboundInFullView, parkedInboundPage, ParkedInboundPageView, parkedInboundView, ParkedInboundView } from './parked-inbound.view.js';

const FILTER = 'parked-inbound-mails';

/** Answers by e-mail that could not be worked on. */
@ApiTags('desk')
@Access('lead')
@Controller('v1/parked-inbound-mails')
export class ParkedInboundController {
  constructor(private readonly parked: ParkedInboundService) {}

  @Get()
  @ApiOperation({ operationId: 'listParkedInboundMails', summary: 'Answers by e-mail that were given up, newest first', description: 'After the last try. Kept for 90 days.' })
  @ApiOkResponse({ type: ParkedInboundPageView })
  async list(@Query() { cursor, limit }: PageQuery): Promise<ParkedInboundPageView> {
    const size = parseLimit(limit);
    return parkedInboundPage(await this.parked.list(idIn(FILTER, cursor), size), FILTER, size);
  }

  @Get(':mailId')
  @ApiOperation({ operationId: 'getParkedInboundMail', summary: 'Why one was given up, and what its headers say' })
  @ApiOkResponse({ type: ParkedInboundInFullView })
  async get(@Param('mailId') id: string): Promise<ParkedInboundInFullView> {
    return parkedInboundInFull(await this.parked.get(id));
  }

  @Post(':mailId/retry')
  @HttpCode(202)
  @ApiOperation({ operationId: 'retryInboundMail', summary: 'Try one again', description: 'On a new schedule. What was done of it before it was given up is not done twice.' })
  @ApiAcceptedResponse({ type: ParkedInboundView })
  async retry(@Param('mailId') id: string, @CurrentCaller() caller: Caller): Promise<ParkedInboundView> {
    return parkedInboundView(await this.parked.tryAgain(id, caller));
  }

  @Post(':mailId/dismiss')
  @HttpCode(200)
  @ApiOperation({ operationId: 'dismissInboundMail', summary: 'Make nothing of one', description: 'The mail is forgotten; that it came and was dismissed is kept for 90 days. Its sender hears nothing.' })
  @ApiOkResponse({ type: ParkedInboundView })
  async dismiss(@Param('mailId') id: string, @CurrentCaller() caller: Caller): Promise<ParkedInboundView> {
    return parkedInboundView(await this.parked.dismiss(id, caller));
  }
}
