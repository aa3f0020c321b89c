import { ApiProperty } from '@nestjs/swagger';
import { pageOf, PageView } from '../../foundation/http/index.js';
import { WEBHOOK_TYPES } from '../domain/who-hears-what.js';
import type { AttemptRecord, DeliveryInFull, DeliveryRecord } from '../store/deliveries.repository.js';
import type { EndpointRecord } from '../store/webhooks.repository.js';
import type { EndpointWithSecret } from '../webhooks/endpoints.service.js';

const STATUSES = ['pending', 'delivered', 'parked'];
const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** A place where a machine listens. */
export class WebhookEndpointView {
  @ApiProperty({ example: 'we_01kaz6v1n4r7t0w3y6a9d2g5hm' })
  id: string;
  @ApiProperty({ example: 'https://shop.example/hooks/disputes' })
  url: string;
  @ApiProperty({ type: String, nullable: true, example: 'Order service' })
  description: string | null;
  @ApiProperty({ type: 'array', items: { type: 'string', enum: [...WEBHOOK_TYPES] }, nullable: true, example: ['dispute.opened', 'offer.made'], description: 'null: everything.' })
  types: string[] | null;
  @ApiProperty({ type: String, nullable: true, example: 'it@shop.example', description: 'Who is written to when it was switched off; null: the platform’s desk.' })
  contactEmail: string | null;
  @ApiProperty({ enum: ['enabled', 'disabled'], example: 'enabled' })
  status: string;
  @ApiProperty({ type: String, enum: ['by_owner', 'gone', 'failing', null], nullable: true, example: null, description: '`gone`: it answered 410. `failing`: nothing got through for five days.' })
  disabledReason: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null, description: 'Since when nothing gets through.' })
  failingSince: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null, description: 'Until when the secret before this one signs, too.' })
  oldSecretUntil: string | null;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:00:00.000Z' })
  createdAt: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:00:00.000Z' })
  updatedAt: string;
}

/** An endpoint with its secret, which is shown this once. */
export class WebhookSecretView extends WebhookEndpointView {
  @ApiProperty({ example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=', description: 'Keep it: it is not shown again.' })
  secret: string;
}

/** All endpoints there are. */
export class WebhookEndpointListView {
  @ApiProperty({ type: [WebhookEndpointView] })
  data: WebhookEndpointView[];
}

/** A message for an endpoint, and how far it came. */
export class DeliveryView {
  @ApiProperty({ example: 'whd_01kaz6v1n4r7t0w3y6a9d2g5hm' })
  id: string;
  @ApiProperty({ example: 'we_01kaz6v1n4r7t0w3y6a9d2g5hm' })
  endpointId: string;
  @ApiProperty({ example: 'evt_01kaz6v1n4r7t0w3y6a9d2g5hm', description: 'Sent as `webhook-id` on every try.' })
  messageId: string;
  @ApiProperty({ example: 'offer.made' })
  type: string;
  @ApiProperty({ type: String, nullable: true, example: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  disputeId: string | null;
  @ApiProperty({ enum: STATUSES, example: 'delivered', description: '`parked`: every try failed; redeliver it when the receiver is well.' })
  status: string;
  @ApiProperty({ type: 'integer', example: 1 })
  attempts: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null, description: 'After a failure: when it is tried again.' })
  nextAttemptAt: string | null;
  @ApiProperty({ type: 'integer', nullable: true, example: 200 })
  lastStatus: number | null;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Such as `refused` (a status that is no success), `redirected`, `timed_out`, `connection_refused`, `tls_failed`, `address_not_allowed`, `secret_unreadable`.' })
  lastError: string | null;
  @ApiProperty({ format: 'date-time', example: '2026-03-06T10:00:00.000Z' })
  createdAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-03-06T10:00:00.180Z' })
  finishedAt: string | null;
}

/** One try. */
export class AttemptView {
  @ApiProperty({ type: 'integer', example: 1 })
  no: number;
  @ApiProperty({ format: 'date-time', example: '2026-03-06T10:00:00.000Z' })
  at: string;
  @ApiProperty({ type: 'integer', example: 143 })
  durationMs: number;
  @ApiProperty({ example: 'https://shop.example/hooks/disputes' })
  url: string;
  @ApiProperty({ type: 'integer', nullable: true, example: 200 })
  status: number | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  error: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'OK', description: 'The beginning of what was answered.' })
  answer: string | null;
}

/** A message with what was sent and what was answered. */
export class DeliveryLogView extends DeliveryView {
  @ApiProperty({ example: '{"id":"evt_01kaz6v1n4r7t0w3y6a9d2g5hm","type":"offer.made"}', description: 'The very bytes that are signed and sent.' })
  body: string;
  @ApiProperty({ type: [AttemptView] })
  log: AttemptView[];
}

/** One page of deliveries, newest first. */
export class DeliveryPageView extends PageView {
  @ApiProperty({ type: [DeliveryView] })
  data: DeliveryView[];
}

/** What was made up for. */
export class RecoveryView {
  @ApiProperty({ type: 'integer', example: 12, description: 'How many messages are on their way now.' })
  recovered: number;
  @ApiProperty({ example: false, description: 'Whether to ask again.' })
  hasMore: boolean;
}

export function endpointView({ id, url, description, types, contactEmail, status, disabledReason, failingSince, secrets, createdAt, updatedAt }: EndpointRecord): WebhookEndpointView {
  const old = secrets.find(({ expiresAt }) => expiresAt !== null && expiresAt > Date.now())?.expiresAt ?? null;
  return {
    id, url, description, types: types === null ? null : [...types], contactEmail, status, disabledReason, failingSince: isoOrNull(failingSince), oldSecretUntil: isoOrNull(old),
    createdAt: iso(createdAt), updatedAt: iso(updatedAt),
  };
}

export function secretView({ endpoint, secret }: EndpointWithSecret): WebhookSecretView {
  return { ...endpointView(endpoint), secret };
}

function deliveryView({ id, endpointId, messageId, type, disputeId, status, attempts, nextAt, createdAt, finishedAt, lastStatus, lastError }: DeliveryRecord): DeliveryView {
  return {
    id, endpointId, messageId, type, disputeId, status, attempts, nextAttemptAt: isoOrNull(nextAt), lastStatus, lastError, createdAt: iso(createdAt),
    finishedAt: isoOrNull(finishedAt),
  };
}

const attemptView = ({ at, ...attempt }: AttemptRecord): AttemptView => ({ ...attempt, at: iso(at) });

export function deliveryLogView(delivery: DeliveryInFull): DeliveryLogView {
  const log = [...(delivery.log ?? [])].sort((one, other) => one.no - other.no);
  return { ...deliveryView(delivery), body: delivery.body, log: log.map(attemptView) };
}

export function deliveryPage(rows: readonly DeliveryRecord[], filterKey: string, limit: number): DeliveryPageView {
  return pageOf(rows, limit, { filterKey, positionOf: ({ id }) => [id], viewOf: deliveryView });
}
