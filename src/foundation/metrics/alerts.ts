import { Injectable } from '@nestjs/common';
import { Log, type LogFields } from '../logging/log.js';
import { Metrics } from './metrics.js';

/** Calls a person: what no rule can put right is counted for the dashboard and told in the log, with where to look. */
@Injectable()
export class Alerts {
  constructor(
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {}

  raise(kind: string, where: LogFields): void {
    this.metrics.alerts.inc({ kind });
    this.log.warn('a person must look at this', { alert: kind, ...where });
  }
}
