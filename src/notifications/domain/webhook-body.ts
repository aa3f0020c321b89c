/** Names the shape of a body. It changes only when a receiver would have to change, too. */
export const API_VERSION = '1';

/** Receivers may rely on it: a body is never longer. */
export const LONGEST_BODY = 20_000;

/** What a receiver is told. */
export interface WebhookBody {
  readonly id: string;
  readonly type: string;
  readonly apiVersion: string;
  readonly occurredAt: string;
  readonly disputeId: string | null;
  /** The event's number in its dispute. */
  readonly sequence: number | null;
  readonly actor: { readonly role: string; readonly id?: string };
  readonly data: Readonly<Record<string, unknown>>;
  /** True in a body that tells of nothing that happened. */
  readonly example?: true;
}

/** The bytes that are sent and signed. What is too long tells only where to look: the dispute says the rest. */
export function bodyText(body: WebhookBody): string {
  const text = JSON.stringify(body);
  return Buffer.byteLength(text) <= LONGEST_BODY ? text : JSON.stringify({ ...body, data: { shortened: true } });
}

const LAMP = { disputeId: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy', orderId: 'order-2026-1001', number: 'D-2026-000123' };

/** What an endpoint is sent when it is made, to show that it can be reached. */
export function pingBody(id: string, type: string, endpointId: string, now: number): WebhookBody {
  return {
    id, type, apiVersion: API_VERSION, occurredAt: new Date(now).toISOString(), disputeId: null, sequence: null, actor: { role: 'system' }, data: { endpointId },
  };
}

/** A made-up body of a type, about the lamp of the documentation. */
export function exampleBody(id: string, type: string, now: number): WebhookBody {
  const { disputeId, ...data } = LAMP;
  return {
    id, type, apiVersion: API_VERSION, occurredAt: new Date(now).toISOString(), disputeId, sequence: 5, actor: { role: 'seller', id: 'seller-lumen' },
    data: { ...data, previousState: 'opened', state: 'negotiation.awaitingBuyer' }, example: true,
  };
}
