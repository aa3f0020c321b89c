import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../foundation/config/config.js';
import { Alerts } from '../../foundation/metrics/alerts.js';
import { Workers } from '../../foundation/workers/workers.js';
import { WebhooksRepository, type EndpointRecord } from '../store/webhooks.repository.js';
import { sealedAnew } from './secrets.js';

const EVERY_MS = 10 * 60_000;

/** After a change of keys: seals all secrets under the newest, so that the one before can be thrown away. */
@Injectable()
export class ResealingWorker implements OnModuleInit {
  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly workers: Workers,
    private readonly config: Config,
    private readonly alerts: Alerts,
  ) {}

  onModuleInit(): void {
    this.workers.register({ name: 'webhook-secrets', everyMs: EVERY_MS, tick: () => this.reseal() });
  }

  /** How many endpoints were sealed anew. One that cannot be opened keeps nobody else waiting. */
  async reseal(): Promise<number> {
    const endpoints = await this.webhooks.list();
    const done = await Promise.all(endpoints.map((endpoint) => this.resealOne(endpoint)));
    return done.filter(Boolean).length;
  }

  private async resealOne(endpoint: EndpointRecord): Promise<boolean> {
    const { id, secrets } = endpoint;
    try {
      const anew = sealedAnew({ endpointId: id, secrets }, this.config.webhooks.keys);
      // Somebody who rotates at the same time has sealed with the newest key already.
      return anew !== null && (await this.webhooks.changeSecrets(endpoint, anew)) !== undefined;
    } catch (error) {
      this.alerts.raise('webhook_secret_unreadable', { endpoint: id, error });
      return false;
    }
  }
}
