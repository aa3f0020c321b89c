import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import {
  COUNT_WAITING, FIRST_IN_LANES, GET_DELIVERY, KEPT_DAYS, LEASE_LANES, LIST_DELIVERIES, LIST_DELIVERIES_BY_STATUS, MISSED, PURGE_MESSAGES,
  QUEUE_AGAIN, QUEUE_MESSAGE, RECORD_OUTCOMES,
} from './deliveries.sql.js';
import type { Message, Queued } from './webhooks.repository.js';

export type DeliveryStatus = 'pending' | 'delivered' | 'parked';

/** A message for an endpoint, as it stands. Times are epoch milliseconds. */
export interface DeliveryRecord {
  readonly id: string;
  readonly endpointId: string;
  readonly messageId: string;
  readonly type: string;
  readonly disputeId: string | null;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly nextAt: number | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

export interface AttemptRecord {
  readonly no: number;
  readonly at: number;
  readonly durationMs: number;
  readonly url: string;
  readonly status: number | null;
  readonly error: string | null;
  readonly answer: string | null;
}

export interface DeliveryInFull extends DeliveryRecord {
  readonly body: string;
  readonly endpointStatus: 'enabled' | 'disabled';
  readonly lane: string;
  readonly position: number;
  readonly log: readonly AttemptRecord[] | null;
}

/** A lane that is ours for a while, and what is first in it: all null where nothing is. */
export interface LeasedLane {
  readonly endpointId: string;
  readonly lane: string;
  readonly arrivals: number;
  readonly url: string;
  readonly secrets: readonly { readonly sealed: string; readonly expiresAt: number | null }[];
  readonly id: string | null;
  readonly tries: number | null;
  readonly messageId: string | null;
  readonly body: string | null;
}

/** What came of a lease. `counts`: a try was made; otherwise the lane is only given back. */
export interface Outcome {
  readonly endpointId: string;
  readonly lane: string;
  readonly lease: string;
  readonly arrivals: number;
  readonly deliveryId: string | null;
  readonly status: DeliveryStatus;
  readonly tries: number;
  /** Milliseconds until the next try of a pending one. */
  readonly dueIn: number;
  readonly counts: boolean;
  readonly at: string;
  readonly durationMs: number;
  readonly url: string;
  readonly httpStatus: number | null;
  readonly error: string | null;
  readonly answer: string | null;
}

export interface Leasing {
  /** Endpoints that get none now. */
  readonly except: readonly string[];
  readonly perEndpoint: number;
  readonly atMost: number;
  readonly lease: string;
  readonly leaseMs: number;
}

/** What is sent to endpoints, and what became of it. */
@Injectable()
export class DeliveriesRepository {
  constructor(private readonly sql: Sql) {}

  /** Takes lanes that are due, each with what is first in it. */
  async lease({ except, perEndpoint, atMost, lease, leaseMs }: Leasing): Promise<LeasedLane[]> {
    const lanes = await this.sql.named('webhook_lease', LEASE_LANES, [except, perEndpoint, atMost, lease, leaseMs]);
    return lanes.length === 0 ? [] : this.sql.named<LeasedLane>('webhook_first', FIRST_IN_LANES, [JSON.stringify(lanes)]);
  }

  /** How many were written; the others were no longer ours. */
  async record(outcomes: readonly Outcome[]): Promise<number> {
    const [row] = await this.sql.named<{ written: number }>('webhook_outcomes', RECORD_OUTCOMES, [JSON.stringify(outcomes)]);
    return row?.written ?? 0;
  }

  /** Newest first; one more than `limit` where there is more. */
  list(endpointId: string, status: DeliveryStatus | null, before: string | null, limit: number): Promise<DeliveryRecord[]> {
    if (status === null) return this.sql.named<DeliveryRecord>('webhook_deliveries', LIST_DELIVERIES, [endpointId, before, limit + 1]);
    return this.sql.named<DeliveryRecord>('webhook_deliveries_by_status', LIST_DELIVERIES_BY_STATUS, [endpointId, status, before, limit + 1]);
  }

  async get(id: string): Promise<DeliveryInFull | undefined> {
    return (await this.sql.named<DeliveryInFull>('webhook_delivery', GET_DELIVERY, [id]))[0];
  }

  /** What an endpoint did not get of what was said since a time; one more than `limit` where there is more. */
  missed(endpointId: string, since: string, limit: number): Promise<Pick<Queued, 'messageId' | 'lane' | 'position'>[]> {
    return this.sql.named('webhook_missed', MISSED, [endpointId, since, limit + 1]);
  }

  /** Begins new schedules. How many that were; what waits already goes on as it is. */
  async queueAgain(queued: readonly Queued[]): Promise<number> {
    return (await this.sql.named('webhook_queue_again', QUEUE_AGAIN, [JSON.stringify(queued)])).length;
  }

  async queueMessage(message: Message, queued: Queued): Promise<void> {
    await this.sql.named('webhook_queue_message', QUEUE_MESSAGE, [JSON.stringify([message]), JSON.stringify([queued])]);
  }

  /** Lanes in which something waits, and by how many seconds the first of them is late. */
  async waiting(): Promise<{ waiting: number; late: number }> {
    const [row] = await this.sql.named<{ waiting: number; late: number }>('webhook_waiting', COUNT_WAITING, []);
    return row!;
  }

  /** How many messages went, of those that are kept no longer. */
  async purge(): Promise<number> {
    return (await this.sql.named('webhook_purge', PURGE_MESSAGES, [KEPT_DAYS])).length;
  }
}
