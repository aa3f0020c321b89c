import { Injectable } from '@nestjs/common';
import { Config } from '../../foundation/config/config.js';
import { newId } from '../../foundation/ids.js';
import { problem, type FaultCode } from '../../foundation/problems/problem.js';
import { bodyText, exampleBody, pingBody } from '../domain/webhook-body.js';
import { PING } from '../domain/who-hears-what.js';
import { queuedFor } from '../relay/machines.js';
import { DeliveriesRepository, type DeliveryInFull, type DeliveryRecord, type DeliveryStatus } from '../store/deliveries.repository.js';
import { WebhooksRepository, type EndpointChanges, type EndpointRecord, type Message } from '../store/webhooks.repository.js';
import { publicOnly, publicOrLoopback } from './addresses.js';
import { newSecret, rotated, sealedFor } from './secrets.js';
import { isForbiddenLiteral } from './target.js';

/** How many missed messages one request makes up for. */
const RECOVERED_AT_ONCE = 1_000;

/** What somebody wants told, and where. */
export interface EndpointWish {
  readonly url: string;
  readonly description: string | null;
  readonly types: readonly string[] | null;
  readonly contactEmail: string | null;
}

/** An endpoint whose secret is new, with the secret in the clear: to be shown now and never again. */
export interface EndpointWithSecret {
  readonly endpoint: EndpointRecord;
  readonly secret: string;
}

/** Where machines listen: made, changed and looked after by the marketplace. */
@Injectable()
export class EndpointsService {
  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly config: Config,
  ) {}

  /** Makes an endpoint and pings it. Its secret is shown now and never again. */
  async create(wish: EndpointWish, ownerId: string): Promise<EndpointWithSecret> {
    const id = newId('we');
    const [ping, secret] = [this.ping(id), newSecret()];
    const made = await this.webhooks.create({ ...wish, id, url: this.urlIn(wish.url), secrets: [sealedFor(id, secret, this.config.webhooks.keys)], ownerId }, ping, queuedFor(id, ping));
    if (made === 'taken') throw problem('webhook_url_taken');
    if (made === 'too_many') throw problem('webhook_endpoint_limit_reached');
    return { endpoint: made, secret };
  }

  list(): Promise<EndpointRecord[]> {
    return this.webhooks.list();
  }

  async get(id: string): Promise<EndpointRecord> {
    return found(await this.webhooks.get(id));
  }

  async change(id: string, changes: EndpointChanges): Promise<EndpointRecord> {
    const url = changes.url === undefined ? {} : { url: this.urlIn(changes.url) };
    const changed = await this.webhooks.change(id, { ...changes, ...url });
    if (changed === 'taken') throw problem('webhook_url_taken');
    return found(changed);
  }

  async delete(id: string): Promise<void> {
    if (!(await this.webhooks.delete(id))) throw problem('not_found');
  }

  /** A new secret; the one before signs beside it for a day. */
  async rotateSecret(id: string): Promise<EndpointWithSecret> {
    const before = await this.get(id);
    const secret = newSecret();
    const secrets = rotated({ endpointId: id, secrets: before.secrets }, secret, this.config.webhooks.keys, Date.now());
    const endpoint = await this.webhooks.changeSecrets(before, secrets);
    if (endpoint === undefined) throw problem('too_much_contention');
    return { endpoint, secret };
  }

  /** Sends something made up, so that a receiver can be tried out: the id of its delivery. */
  async sendExample(id: string, type: string): Promise<DeliveryInFull> {
    const { status } = await this.get(id);
    if (status === 'disabled') throw problem('webhook_endpoint_disabled');
    const message = type === PING ? this.ping(id) : this.example(type);
    const queued = queuedFor(id, message);
    await this.deliveries.queueMessage(message, queued);
    return this.delivery(queued.id);
  }

  /** Newest first; one more than `limit` where there is more. */
  async listDeliveries(id: string, status: DeliveryStatus | null, before: string | null, limit: number): Promise<DeliveryRecord[]> {
    await this.get(id);
    return this.deliveries.list(id, status, before, limit);
  }

  async delivery(id: string): Promise<DeliveryInFull> {
    return found(await this.deliveries.get(id));
  }

  /** Tells the same again, under the same id. What waits anyway is tried now. */
  async redeliver(id: string): Promise<DeliveryInFull> {
    const { endpointId, endpointStatus, messageId, lane, position } = await this.delivery(id);
    if (endpointStatus === 'disabled') throw problem('webhook_endpoint_disabled');
    await this.deliveries.queueAgain([{ id, endpointId, messageId, lane, position }]);
    return this.delivery(id);
  }

  /** Tells what an endpoint missed since a time, the oldest first. How much, and whether there is more. */
  async recover(id: string, since: string): Promise<{ recovered: number; hasMore: boolean }> {
    const { status } = await this.get(id);
    if (status === 'disabled') throw problem('webhook_endpoint_disabled');
    const missed = await this.deliveries.missed(id, since, RECOVERED_AT_ONCE);
    const recovered = await this.deliveries.queueAgain(missed.slice(0, RECOVERED_AT_ONCE).map((row) => ({ ...row, id: newId('whd'), endpointId: id })));
    return { recovered, hasMore: missed.length > RECOVERED_AT_ONCE };
  }

  private ping(endpointId: string): Message {
    const id = newId('evt');
    return { id, type: PING, disputeId: null, position: 0, body: bodyText(pingBody(id, PING, endpointId, Date.now())) };
  }

  private example(type: string): Message {
    const id = newId('evt');
    return { id, type, disputeId: null, position: 0, body: bodyText(exampleBody(id, type, Date.now())) };
  }

  /** A name is judged again whenever it is connected to; what is wrong already is refused now. */
  private urlIn(text: string): string {
    const { sandbox } = this.config;
    const url = URL.parse(text);
    if (url === null || !['http:', 'https:'].includes(url.protocol)) throw wrongUrl('malformed');
    if (url.protocol === 'http:' && !sandbox) throw wrongUrl('https_required');
    if (url.username !== '' || url.password !== '') throw wrongUrl('credentials_not_allowed');
    if (isForbiddenLiteral(url, sandbox ? publicOrLoopback : publicOnly)) throw wrongUrl('address_not_allowed');
    url.hash = '';
    return url.href;
  }
}

const wrongUrl = (code: FaultCode) => problem('invalid', undefined, { errors: [{ pointer: '/url', code }] });

function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw problem('not_found');
  return thing;
}
