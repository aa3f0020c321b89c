import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { bootApp, type TestApp } from './app.js';
import { eventually } from './eventually.js';
import { people, type People } from './people.js';
import { WebhookSink, type SeenDelivery, type SeenEndpoint } from './webhook-sink.js';

/** A house that tells webhooks, a receiver beside it, and a path of its own there for each test. */
export class WebhookHouse {
  parley!: TestApp;
  sink!: WebhookSink;
  told!: People;
  path = '';
  #paths = 0;

  /** For the whole test file. Five days pass in eleven seconds (WEBHOOK_SPEED): ten tries take seven, and are not to take eleven on a busy machine. */
  static opens(): WebhookHouse {
    const house = new WebhookHouse();
    beforeAll(async () => {
      house.parley = await bootApp({ env: { WEBHOOK_SPEED: '40000', WEBHOOK_TIMEOUT_MS: '2000', LOG_LEVEL: 'error' } });
      house.sink = await WebhookSink.listen();
      house.told = await people(house.parley);
    });
    beforeEach(() => house.movesOn());
    afterAll(async () => {
      await house.sink.close();
      await house.parley.close();
    });
    return house;
  }

  /** As the marketplace. */
  ask<T>(method: 'get' | 'post' | 'patch' | 'delete', url: string, body?: object): Promise<T> {
    return this.told.marketplace.asks<T>(method, url, body);
  }

  /** An endpoint at this test's path. */
  endpoint(more: object = {}): Promise<SeenEndpoint> {
    return this.ask<SeenEndpoint>('post', '/v1/webhook-endpoints', { url: this.sink.url(this.path), ...more });
  }

  drops({ id }: Pick<SeenEndpoint, 'id'>): Promise<unknown> {
    return this.ask('delete', `/v1/webhook-endpoints/${id}`);
  }

  sees({ id }: Pick<SeenEndpoint, 'id'>): Promise<SeenEndpoint> {
    return this.ask<SeenEndpoint>('get', `/v1/webhook-endpoints/${id}`);
  }

  async deliveries({ id }: Pick<SeenEndpoint, 'id'>, query = ''): Promise<SeenDelivery[]> {
    return (await this.ask<{ data: SeenDelivery[] }>('get', `/v1/webhook-endpoints/${id}/deliveries?limit=100${query}`)).data;
  }

  /** One delivery with what was sent and answered. */
  log(id: string): Promise<SeenDelivery> {
    return this.ask<SeenDelivery>('get', `/v1/deliveries/${id}`);
  }

  /** A path nobody was told at, as each test begins with. */
  movesOn(): void {
    this.path = `/hook-${(this.#paths += 1)}`;
  }

  /** Waits until so many deliveries have come to an end, and none is left that has not. */
  finished(hook: Pick<SeenEndpoint, 'id'>, count = 1): Promise<SeenDelivery[]> {
    return eventually(async () => {
      const all = await this.deliveries(hook);
      return all.length >= count && all.every(({ status }) => status !== 'pending') ? all : undefined;
    });
  }
}
