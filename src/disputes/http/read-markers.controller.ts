import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, type Caller } from '../../foundation/identity/index.js';
import { ReadingService } from '../reading.service.js';
import { MarkReadBody, ReadMarkerView, readMarkerView, UnreadView, unreadView } from './read-markers.view.js';

/** What of the talk somebody has read. It is their own matter: the other side is not told. */
@ApiTags('messages')
@Access('authenticated')
@Controller('v1')
export class ReadMarkersController {
  constructor(private readonly reading: ReadingService) {}

  @Put('disputes/:disputeId/read')
  @ApiOperation({
    operationId: 'markRead', summary: 'Say how far one has read',
    description: 'The marker only moves forward, and not beyond what was said to the caller. Nobody else sees it.',
  })
  @ApiOkResponse({ type: ReadMarkerView })
  async mark(@Param('disputeId') id: string, @Body() { upTo }: MarkReadBody, @CurrentCaller() caller: Caller): Promise<ReadMarkerView> {
    return readMarkerView(await this.reading.markRead(id, caller, upTo));
  }

  @Get('me/unread')
  @ApiOperation({ operationId: 'getUnread', summary: 'How many messages one has not read, in all disputes', description: 'For staff: in the cases they hold, or have marked.' })
  @ApiOkResponse({ type: UnreadView })
  async total(@CurrentCaller() caller: Caller): Promise<UnreadView> {
    return unreadView(await this.reading.unreadOf(caller));
  }
}
