import { setTimeout as rest } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../../foundation/config/config.js';
import { newId } from '../../foundation/ids.js';
import { Log } from '../../foundation/logging/log.js';
import { Alerts } from '../../foundation/metrics/alerts.js';
import { Metrics } from '../../foundation/metrics/metrics.js';
import { nextTryIn, PATIENCE_WITH_ENDPOINT, retryAfterIn } from '../domain/schedule.js';
import { DeliveriesRepository, type LeasedLane, type Outcome } from '../store/deliveries.repository.js';
import { WebhooksRepository } from '../store/webhooks.repository.js';
import type { Reply } from './sender.js';

/** Enough to see what an endpoint complained about. */
const ANSWER_KEPT = 1_000;
const GONE = 410;
const TRIES_TO_WRITE = 5;
const BETWEEN_TRIES_MS = 200;

/** A lane with what was told in it, and the name of the lease. */
export type Told = LeasedLane & { readonly lease: string };

/** Writes down what came of requests: all that ended meanwhile in one statement, so that a fast endpoint costs little. */
@Injectable()
export class Outcomes {
  #waiting: Outcome[] = [];
  #writing: Promise<void> | null = null;
  #listeners: (() => void)[] = [];

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly webhooks: WebhooksRepository,
    private readonly config: Config,
    private readonly alerts: Alerts,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    metrics.gauge({ name: 'parley_webhook_lanes_waiting', help: 'Disputes at endpoints for which something waits to be delivered', collect: async () => [{ value: (await deliveries.waiting()).waiting }] });
  }

  /** A try was made. */
  record(told: Told, reply: Reply, at: number): void {
    const tries = (told.tries ?? 0) + 1;
    const dueIn = reply.error === null ? null : this.nextTry(tries, reply);
    const status = reply.error === null ? 'delivered' : dueIn === null ? 'parked' : 'pending';
    this.add({
      ...about(told), status, tries, dueIn: dueIn ?? 0, counts: true, at: new Date(at).toISOString(), durationMs: reply.durationMs, httpStatus: reply.status,
      error: reply.error, answer: reply.answer === null ? null : readable(reply.answer),
    });
  }

  /** No try was made: somebody else may have the lane at once. */
  giveBack(told: Told): void {
    const status = told.id === null ? 'delivered' : 'pending';
    this.add({
      ...about(told), status, tries: told.tries ?? 0, dueIn: 0, counts: false, at: new Date().toISOString(), durationMs: 0, httpStatus: null, error: null, answer: null,
    });
  }

  /** Resolves when something was written, or after a while. */
  async next(ms: number): Promise<void> {
    const given = new AbortController();
    await Promise.race([
      rest(ms, undefined, { signal: given.signal, ref: false }).catch(() => undefined),
      new Promise<void>((resolve) => this.#listeners.push(resolve)),
    ]);
    given.abort();
  }

  /** Resolves when everything is written. */
  async settled(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  private add(outcome: Outcome): void {
    this.#waiting.push(outcome);
    this.#writing ??= this.write();
  }

  private async write(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Whatever else ends in this turn goes along.
      await new Promise((resolve) => setImmediate(resolve));
      await this.writeBatch(this.#waiting.splice(0));
      this.#listeners.splice(0).forEach((heard) => heard());
    }
    // In the same breath as the look above: nothing can be added unseen.
    this.#writing = null;
  }

  /** What cannot be written is forgotten: the leases end, and the same is sent again. */
  private async writeBatch(batch: readonly Outcome[]): Promise<void> {
    for (let attempt = 1; attempt <= TRIES_TO_WRITE; attempt += 1) {
      try {
        await this.deliveries.record(batch);
        return await this.giveUp(batch);
      } catch (error) {
        this.log.warn('what came of webhooks could not be written', { attempt, outcomes: batch.length, error });
        await rest(BETWEEN_TRIES_MS * attempt);
      }
    }
  }

  private async giveUp(batch: readonly Outcome[]): Promise<void> {
    const failed = batch.filter(({ counts, error }) => counts && error !== null);
    if (failed.length === 0) return;
    const named = [...new Set(failed.map(({ endpointId }) => endpointId))];
    const gone = [...new Set(failed.filter(({ httpStatus }) => httpStatus === GONE).map(({ endpointId }) => endpointId))];
    const off = await this.webhooks.disable(gone, named, PATIENCE_WITH_ENDPOINT / this.config.webhooks.speed, named.map(() => newId('nt')));
    off.forEach(({ id, reason }) => this.alerts.raise('webhook_disabled', { endpoint: id, reason }));
  }

  private nextTry(tries: number, { retryAfter, status }: Reply): number | null {
    // Nobody is there any more: what waits is kept for when somebody is.
    if (status === GONE) return null;
    return nextTryIn({ tries, retryAfter: retryAfterIn(retryAfter, Date.now()), chance: Math.random(), speed: this.config.webhooks.speed });
  }
}

const about = ({ endpointId, lane, lease, arrivals, id, url }: Told) => ({ endpointId, lane, lease, arrivals, deliveryId: id, url });

/** Whatever bytes came: text that a database takes, cut. */
function readable(answer: string): string {
  return answer.slice(0, ANSWER_KEPT).toWellFormed().replaceAll('\0', '');
}
