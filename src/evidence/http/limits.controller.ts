import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, type Caller } from '../../foundation/identity/index.js';
import { LimitsService } from '../uploads/limits.service.js';
import { EvidenceLimitsView, LimitsQuery, limitsView } from './limits.view.js';

@ApiTags('evidence')
@Access('authenticated')
@Controller('v1/policies/evidence')
export class LimitsController {
  constructor(private readonly limits: LimitsService) {}

  @Get()
  @ApiOperation({ operationId: 'getEvidenceLimits', summary: 'How much evidence may be shown, and what is left' })
  @ApiOkResponse({ type: EvidenceLimitsView })
  async get(@Query() { disputeId }: LimitsQuery, @CurrentCaller() caller: Caller): Promise<EvidenceLimitsView> {
    return limitsView(await this.limits.limitsFor(caller, disputeId));
  }
}
