import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { parseLimit } from '../../foundation/http/index.js';
import { Access, CurrentCaller, type Caller } from '../../foundation/identity/index.js';
import { EscalationService } from '../escalation.service.js';
import { CaseListView, caseView } from './case.view.js';
import { CasesQuery, filterFrom } from './cases.query.js';

@ApiTags('desk')
@Controller('v1/cases')
export class CasesController {
  constructor(private readonly escalation: EscalationService) {}

  @Get()
  @Access('staff')
  @ApiOperation({ operationId: 'listCases', summary: 'The cases that wait for the platform, what is due first first' })
  @ApiOkResponse({ type: CaseListView })
  async list(@Query() query: CasesQuery, @CurrentCaller() caller: Caller): Promise<CaseListView> {
    const page = await this.escalation.cases(caller, filterFrom(query), { cursor: query.cursor, limit: parseLimit(query.limit) });
    return { ...page, data: page.data.map(caseView) };
  }
}
