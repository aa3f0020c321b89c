import { Injectable } from '@nestjs/common';
import { constraintOf, Sql } from '../../foundation/database/sql.js';
import {
  CHANGE_ENDPOINT, CHANGE_SECRETS, CREATE_ENDPOINT, DELETE_ENDPOINT, DISABLE_ENDPOINTS, GET_ENDPOINT, LIST_ENDPOINTS, SUBSCRIPTIONS,
} from './webhooks.sql.js';

/** An endpoint as it is kept. Times are epoch milliseconds. */
export interface EndpointRecord {
  readonly id: string;
  readonly url: string;
  readonly description: string | null;
  readonly types: readonly string[] | null;
  readonly status: 'enabled' | 'disabled';
  readonly disabledReason: 'by_owner' | 'gone' | 'failing' | null;
  readonly secrets: readonly { readonly sealed: string; readonly expiresAt: number | null }[];
  readonly ownerId: string;
  /** Who is written to when it was switched off; null: the desk. */
  readonly contactEmail: string | null;
  readonly failingSince: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Something to tell machines. */
export interface Message {
  readonly id: string;
  readonly type: string;
  readonly disputeId: string | null;
  readonly position: number;
  readonly body: string;
}

/** A message to be queued for an endpoint. */
export interface Queued {
  readonly id: string;
  readonly endpointId: string;
  readonly messageId: string;
  readonly lane: string;
  readonly position: number;
}

export interface Subscription {
  readonly id: string;
  readonly types: readonly string[] | null;
  readonly enabled: boolean;
}

/** What to change; what is undefined stays, null empties. */
export interface EndpointChanges {
  readonly url?: string;
  readonly description?: string | null;
  readonly types?: readonly string[] | null;
  readonly contactEmail?: string | null;
  readonly status?: 'enabled' | 'disabled';
}

export type NewEndpoint = Pick<EndpointRecord, 'id' | 'url' | 'description' | 'types' | 'secrets' | 'ownerId' | 'contactEmail'>;
export type Conflict = 'taken' | 'too_many';

const URL_TAKEN = 'webhook_endpoint_url';

/** The endpoints themselves. */
@Injectable()
export class WebhooksRepository {
  constructor(private readonly sql: Sql) {}

  /** Makes an endpoint and queues its first message. */
  async create({ id, url, description, types, secrets, ownerId, contactEmail }: NewEndpoint, first: Message, queued: Queued): Promise<EndpointRecord | Conflict> {
    const params = [id, url, description, types, JSON.stringify(secrets), ownerId, JSON.stringify([first]), JSON.stringify([queued]), contactEmail];
    const rows = await this.unlessTaken(() => this.sql.named<EndpointRecord>('webhook_create', CREATE_ENDPOINT, params));
    return rows === 'taken' ? rows : (rows[0] ?? 'too_many');
  }

  list(): Promise<EndpointRecord[]> {
    return this.sql.named<EndpointRecord>('webhook_list', LIST_ENDPOINTS, []);
  }

  async get(id: string): Promise<EndpointRecord | undefined> {
    return (await this.sql.named<EndpointRecord>('webhook_get', GET_ENDPOINT, [id]))[0];
  }

  async change(id: string, { url, description, types, contactEmail, status }: EndpointChanges): Promise<EndpointRecord | 'taken' | undefined> {
    const params = [id, url ?? null, description ?? null, types ?? null, status ?? null, description !== undefined, types !== undefined, contactEmail ?? null, contactEmail !== undefined];
    const rows = await this.unlessTaken(() => this.sql.named<EndpointRecord>('webhook_change', CHANGE_ENDPOINT, params));
    return rows === 'taken' ? rows : rows[0];
  }

  /** Undefined where they were changed meanwhile, or the endpoint is gone. */
  async changeSecrets({ id, secrets: before }: EndpointRecord, secrets: EndpointRecord['secrets']): Promise<EndpointRecord | undefined> {
    const params = [id, JSON.stringify(secrets), JSON.stringify(before)];
    return (await this.sql.named<EndpointRecord>('webhook_secrets', CHANGE_SECRETS, params))[0];
  }

  async delete(id: string): Promise<boolean> {
    return (await this.sql.named('webhook_delete', DELETE_ENDPOINT, [id])).length > 0;
  }

  subscriptions(): Promise<Subscription[]> {
    return this.sql.named<Subscription>('webhook_subscriptions', SUBSCRIPTIONS, []);
  }

  /** Those that were switched off. `noticeIds`: as many as endpoints are named. */
  disable(gone: readonly string[], failed: readonly string[], patienceMs: number, noticeIds: readonly string[]): Promise<{ id: string; reason: string }[]> {
    return this.sql.named('webhook_disable', DISABLE_ENDPOINTS, [gone, failed, patienceMs, noticeIds]);
  }

  private async unlessTaken<T>(work: () => Promise<T>): Promise<T | 'taken'> {
    try {
      return await work();
    } catch (error) {
      if (constraintOf(error) === URL_TAKEN) return 'taken';
      throw error;
    }
  }
}
