import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, type Caller } from '../../foundation/identity/index.js';
import { DraftsService } from '../drafts.service.js';
import { RulingDraftBody } from './papers.body.js';
import { RulingDraftView, draftView } from './papers.view.js';

/** A ruling while it is written. */
@ApiTags('desk')
@Access('staff')
@Controller('v1/disputes/:disputeId/ruling-draft')
export class DraftsController {
  constructor(private readonly drafts: DraftsService) {}

  @Put()
  @ApiOperation({ operationId: 'keepRulingDraft', summary: 'Keep a ruling as far as it is written', description: 'In place of what was kept before; nobody else sees it.' })
  @ApiOkResponse({ type: RulingDraftView })
  async keep(@Param('disputeId') id: string, @Body() { document }: RulingDraftBody, @CurrentCaller() caller: Caller): Promise<RulingDraftView> {
    return draftView(await this.drafts.keep(id, document, caller));
  }

  @Get()
  @ApiOperation({ operationId: 'getRulingDraft', summary: 'One’s own draft of a ruling', description: 'Gone once its author has ruled.' })
  @ApiOkResponse({ type: RulingDraftView })
  async get(@Param('disputeId') id: string, @CurrentCaller() caller: Caller): Promise<RulingDraftView> {
    return draftView(await this.drafts.find(id, caller));
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ operationId: 'discardRulingDraft', summary: 'Throw one’s own draft away' })
  @ApiNoContentResponse({ description: 'There is none any more.' })
  discard(@Param('disputeId') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    return this.drafts.discard(id, caller);
  }
}
