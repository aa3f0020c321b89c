import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../identity/access.js';
import { problem } from '../problems/problem.js';
import { HealthView } from './health.view.js';
import { Health } from './health.js';

@ApiTags('operations')
@Access('public')
@Controller('health')
export class HealthController {
  constructor(private readonly health: Health) {}

  /** Whether the process is alive; asks nobody else, so that a database that is down restarts nothing. */
  @Get('live')
  @ApiOperation({ operationId: 'isLive', summary: 'Whether the process is alive' })
  @ApiOkResponse({ type: HealthView })
  live(): HealthView {
    return { status: 'live' };
  }

  /** Whether the process should get requests: database, migrations and storage answer, and it is not ending. */
  @Get('ready')
  @ApiOperation({ operationId: 'isReady', summary: 'Whether the process should get requests' })
  @ApiOkResponse({ type: HealthView })
  async ready(): Promise<HealthView> {
    const { ready, checks } = await this.health.examine();
    if (!ready) throw problem('unavailable', this.health.draining ? { says: 'ending' } : undefined, { extra: { checks } });
    return { status: 'ready', checks, features: this.health.features };
  }
}
