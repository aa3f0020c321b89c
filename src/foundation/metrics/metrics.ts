import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Log } from '../logging/log.js';

/** A number that is asked for when somebody reads the metrics: label values and the number, one entry per series. */
export interface CollectedGauge<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly Label[];
  readonly collect: () => Promise<readonly { readonly labels?: Partial<Record<Label, string>>; readonly value: number }[]>;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** What Prometheus reads. Each application has a registry of its own, so that two in one process do not mix. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  /** How long a command on a dispute took, by its event and how it ended: accepted, replayed, or the problem's code. */
  readonly commandSeconds = new Histogram({
    name: 'parley_command_seconds',
    help: 'Duration of commands on disputes',
    labelNames: ['event', 'outcome'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly httpSeconds = new Histogram({
    name: 'parley_http_request_seconds',
    help: 'Duration of HTTP requests by route pattern',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly workerFailures = new Counter({
    name: 'parley_worker_failures_total',
    help: 'Slices of background work that failed and will be tried again',
    labelNames: ['worker'] as const,
    registers: [this.registry],
  });

  /** Things no rule can put right: each is a line at level warn as well. */
  readonly alerts = new Counter({
    name: 'parley_alerts_total',
    help: 'Occasions on which a person must look at a dispute',
    labelNames: ['kind'] as const,
    registers: [this.registry],
  });

  constructor(private readonly log: Log) {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Registers a gauge that is collected on reading. One that fails is left out; the others are still told. */
  gauge<Label extends string>({ name, help, labels, collect }: CollectedGauge<Label>): void {
    const { log } = this;
    new Gauge<Label>({
      name,
      help,
      labelNames: labels ?? [],
      registers: [this.registry],
      async collect() {
        this.reset();
        try {
          for (const { labels: values, value } of await collect()) this.set({ ...values } as Partial<Record<Label, string>>, value);
        } catch (error) {
          log.warn('a metric could not be collected', { metric: name, error });
        }
      },
    });
  }
}
