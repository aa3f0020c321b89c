import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, FromStarter, type Sender } from '../../disputes/index.js';
import { Lang, parseLimit, type Answer } from '../../foundation/http/index.js';
import { Access, CurrentCaller, type Caller, type Language } from '../../foundation/identity/index.js';
import { EscalationService } from '../escalation.service.js';
import { TakingService } from '../taking.service.js';
import { CaseCountsView, CaseListView, caseView } from './case.view.js';
import { CasesQuery, filterFrom } from './cases.query.js';

/** The desk's queue. */
@ApiTags('desk')
@Access('staff')
@Controller('v1/cases')
export class CasesController {
  constructor(
    private readonly escalation: EscalationService,
    private readonly taking: TakingService,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listCases', summary: 'The cases that wait for the platform, the most urgent first' })
  @ApiOkResponse({ type: CaseListView })
  async list(@Query() query: CasesQuery, @CurrentCaller() caller: Caller, @Lang() language: Language): Promise<CaseListView> {
    const { sort = 'urgency', cursor } = query;
    const page = await this.escalation.cases(caller, filterFrom(query, caller.sub), { sort, cursor, limit: parseLimit(query.limit) });
    return { ...page, data: page.data.map((row) => caseView(row, language, this.escalation.soonMs)) };
  }

  @Get('counts')
  @ApiOperation({ operationId: 'countCases', summary: 'How many cases are late, due soon, one’s own and nobody’s' })
  @ApiOkResponse({ type: CaseCountsView })
  counts(@CurrentCaller() caller: Caller): Promise<CaseCountsView> {
    return this.escalation.counts(caller);
  }

  @Post('take-next')
  @HttpCode(200)
  @Commands('takeNextCase', 'Take the most urgent case one may take', 'Passed over are one’s own disputes, conflicts of interest, and what one has ruled or stepped back from.')
  takeNext(@FromStarter() sender: Sender): Promise<Answer> {
    return this.taking.takeNext(sender);
  }
}
