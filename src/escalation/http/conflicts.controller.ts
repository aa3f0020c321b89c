import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, From, FromReader, type Sender } from '../../disputes/index.js';
import { Answer, idIn, pageOf, PageQuery, parseLimit } from '../../foundation/http/index.js';
import { Access, CurrentCaller, type Caller } from '../../foundation/identity/index.js';
import { ConflictsService } from '../conflicts.service.js';
import { DeclareConflictBody, RecuseBody } from './papers.body.js';
import { ConflictPageView, ConflictView, conflictView, RecusalListView, recusalView } from './papers.view.js';

/** Whom an arbitrator should not judge. */
@ApiTags('desk')
@Access('staff')
@Controller('v1')
export class ConflictsController {
  constructor(private readonly conflicts: ConflictsService) {}

  @Post('me/conflicts')
  @ApiOperation({
    operationId: 'declareConflict', summary: 'Declare a relation to a party', description: 'From now on none of their cases can be taken. Cases held already are not given back by it: recuse from them.',
  })
  @ApiCreatedResponse({ type: ConflictView })
  @ApiOkResponse({ type: ConflictView, description: 'It stands already.' })
  async declare(@Body() { partyId, reason }: DeclareConflictBody, @CurrentCaller() caller: Caller): Promise<Answer> {
    const { conflict, isNew } = await this.conflicts.declare(caller, partyId, reason);
    return new Answer(isNew ? 201 : 200, conflictView(conflict));
  }

  @Get('me/conflicts')
  @ApiOperation({ operationId: 'listOwnConflicts', summary: 'Relations one has declared, newest first' })
  @ApiOkResponse({ type: ConflictPageView })
  own(@Query() query: PageQuery, @CurrentCaller() { sub }: Caller): Promise<ConflictPageView> {
    return this.page(sub, query);
  }

  @Delete('me/conflicts/:conflictId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'endConflict', summary: 'Say that a relation is over', description: 'It stays on record.' })
  @ApiNoContentResponse({ description: 'It is over.' })
  end(@Param('conflictId') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    return this.conflicts.end(id, caller);
  }

  @Get('conflicts')
  @Access('lead')
  @ApiOperation({ operationId: 'listConflicts', summary: 'Relations that any arbitrator has declared, newest first' })
  @ApiOkResponse({ type: ConflictPageView })
  all(@Query() query: PageQuery): Promise<ConflictPageView> {
    return this.page(null, query);
  }

  @Post('disputes/:disputeId/recuse')
  @Commands('recuseFromCase', 'Step back from the case one holds', 'It returns to the queue, and is not offered to the same person again.')
  recuse(@Param('disputeId') id: string, @Body() { reason }: RecuseBody, @From() sender: Sender): Promise<Answer> {
    return this.conflicts.recuse(id, reason, sender);
  }

  @Get('disputes/:disputeId/recusals')
  @ApiOperation({ operationId: 'listRecusals', summary: 'Who stepped back from a case, and why' })
  @ApiOkResponse({ type: RecusalListView })
  async recusals(@Param('disputeId') id: string, @FromReader() { caller }: Sender): Promise<RecusalListView> {
    return { data: (await this.conflicts.recusals(id, caller)).map(recusalView) };
  }

  private async page(arbitrator: string | null, { cursor, limit }: PageQuery): Promise<ConflictPageView> {
    const [filterKey, size] = [JSON.stringify(['conflicts', arbitrator]), parseLimit(limit)];
    const rows = await this.conflicts.list(arbitrator, idIn(filterKey, cursor), size);
    return pageOf(rows, size, { filterKey, positionOf: ({ id }) => [id], viewOf: conflictView });
  }
}
