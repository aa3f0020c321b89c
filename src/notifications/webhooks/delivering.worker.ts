import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../foundation/config/config.js';
import { failpoint } from '../../foundation/failpoints.js';
import { Alerts } from '../../foundation/metrics/alerts.js';
import { SealBroken } from '../../foundation/sealing/key-ring.js';
import { Workers } from '../../foundation/workers/workers.js';
import { DeliveriesRepository } from '../store/deliveries.repository.js';
import { publicOnly, publicOrLoopback } from './addresses.js';
import { Outcomes, type Told } from './outcomes.js';
import { signedHeaders } from './secrets.js';
import { Sender, type Reply } from './sender.js';
import { systemResolver } from './target.js';

/** Requests under way in this process, and to one endpoint before the others come first: one that stalls must not stop them. */
const AT_ONCE = 64;
const AT_ONCE_FOR_ONE = 12;
/** A lease outlasts the longest request by what it takes to write down what came of it. */
const LEASE_MARGIN_MS = 10_000;
const LOOK_AGAIN_MS = 25;

/**
 * Delivers what was queued: for each dispute and endpoint one after the other, all of them side by side, in as many
 * processes as there are. Whoever dies leaves leases that end; then the same is sent again, under the same id.
 */
@Injectable()
export class DeliveringWorker implements OnModuleInit, OnModuleDestroy {
  readonly #underWay = new Map<string, number>();
  readonly #stop = new AbortController();
  readonly #sender: Sender;
  #requests = 0;

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly outcomes: Outcomes,
    private readonly workers: Workers,
    private readonly config: Config,
    private readonly alerts: Alerts,
  ) {
    const { sandbox, webhooks } = config;
    this.#sender = new Sender({
      isAllowed: sandbox ? publicOrLoopback : publicOnly, resolver: systemResolver, timeoutMs: webhooks.timeoutMs, allowsPlainHttp: sandbox,
    });
  }

  onModuleInit(): void {
    this.workers.register({ name: 'webhooks', tick: () => this.deliver() });
    this.workers.registerPurge('webhooks', () => this.deliveries.purge());
  }

  /** What is under way is broken off and given back: it is told again by whoever comes next. */
  async onModuleDestroy(): Promise<void> {
    this.#stop.abort();
    while (this.#requests > 0) await this.outcomes.next(LOOK_AGAIN_MS);
    await this.outcomes.settled();
  }

  /** Begins what is due, as far as there are hands. */
  async deliver(): Promise<number> {
    if (this.#stop.signal.aborted) return 0;
    const lanes = await this.takeLanes();
    lanes.forEach((lane) => void this.tell(lane));
    if (lanes.length > 0 || this.#requests === 0) return lanes.length;
    // Something under way may free a lane or a hand; the loop's own rest would be too long for it.
    await this.outcomes.next(LOOK_AGAIN_MS);
    return 1;
  }

  private async takeLanes(): Promise<Told[]> {
    const atMost = AT_ONCE - this.#requests;
    if (atMost <= 0) return [];
    const except = [...this.#underWay].filter(([, count]) => count >= AT_ONCE_FOR_ONE).map(([id]) => id);
    const leaseMs = this.config.webhooks.timeoutMs + LEASE_MARGIN_MS;
    const lease = randomUUID();
    const lanes = await this.deliveries.lease({ except, perEndpoint: AT_ONCE_FOR_ONE, atMost, lease, leaseMs });
    return lanes.map((lane) => ({ ...lane, lease }));
  }

  private async tell(told: Told): Promise<void> {
    const { id, messageId, body, endpointId } = told;
    if (id === null || messageId === null || body === null) return this.outcomes.giveBack(told);
    this.count(endpointId, 1);
    const at = Date.now();
    const reply = await this.send({ ...told, messageId, body }, at);
    failpoint('webhook-answered');
    this.count(endpointId, -1);
    if (reply.error === 'stopped') this.outcomes.giveBack(told);
    else this.outcomes.record(told, reply, at);
  }

  /** A secret that cannot be opened is ours to put right: the message waits for its schedule, and a person is told. */
  private async send(told: Told & { readonly messageId: string; readonly body: string }, at: number): Promise<Reply> {
    const { messageId, body, url, endpointId } = told;
    try {
      return await this.#sender.send({ url, body, headers: signedHeaders(messageId, body, told, this.config.webhooks.keys, at) }, this.#stop.signal);
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      this.alerts.raise('webhook_secret_unreadable', { endpoint: endpointId, reason: error.message });
      return { status: null, error: 'secret_unreadable', answer: null, retryAfter: undefined, durationMs: 0 };
    }
  }

  private count(endpointId: string, change: 1 | -1): void {
    this.#requests += change;
    const count = (this.#underWay.get(endpointId) ?? 0) + change;
    if (count === 0) this.#underWay.delete(endpointId);
    else this.#underWay.set(endpointId, count);
  }
}
