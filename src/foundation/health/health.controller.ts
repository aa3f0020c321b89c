import { Controller, Get } from '@nestjs/common';
import { Access } from '../identity/access.js';
import { problem } from '../problems/problem.js';
import { HealthView } from './health.view.js';
import { Health } from './health.js';

@Access('public')
@Controller('health')
export class HealthController {
  constructor(private readonly health: Health) {}

  /** Whether the process is alive; asks nobody else, so that a database that is down restarts nothing. */
  @Get('live')
  live(): HealthView {
    return { status: 'live' };
  }

  /** Whether the process should get requests: database, migrations and storage answer, and it is not ending. */
  @Get('ready')
  async ready(): Promise<HealthView> {
    const { ready, checks } = await this.health.examine();
    if (!ready) throw problem('unavailable', this.health.draining ? 'The process is ending.' : undefined, { extra: { checks } });
    return { status: 'ready', checks };
  }
}
