import type { GatewayAnswer } from '../domain/answers.js';

/** An order to pay a buyer back. */
export interface RefundOrder {
  readonly key: string;
  readonly refundId: string;
  readonly disputeId: string;
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
}

/** Who moves the money. Implementations never throw for what the provider did or did not say: that is an answer. */
export interface RefundGateway {
  /** Stands in the event log as the actor, and on every attempt: a key is never taken to another gateway. */
  readonly name: string;
  /** For how long the provider takes a repeated key for the same payment, in milliseconds of the law's clock. */
  readonly keyLifetime: number;
  send(order: RefundOrder): Promise<GatewayAnswer>;
  ask(key: string): Promise<GatewayAnswer>;
}

/** The injection token of the one gateway of this house. */
export const REFUND_GATEWAY = Symbol('RefundGateway');
