import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Lang } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { PolicyService } from '../policy.service.js';
import { ReasonsView, reasonsView } from './reasons.view.js';

@ApiTags('reasons')
@Controller('v1/reasons')
export class ReasonsController {
  constructor(private readonly policies: PolicyService) {}

  @Get()
  @Access('authenticated')
  @ApiOperation({ operationId: 'listReasons', summary: 'What can be complained about, and what it takes' })
  @ApiOkResponse({ type: ReasonsView })
  list(@Lang() language: 'en' | 'es'): ReasonsView {
    return reasonsView(this.policies.current, language);
  }
}
