import { Injectable } from '@nestjs/common';
import { isStaff, type Caller } from '../foundation/identity/index.js';
import { problem, type ProblemCode } from '../foundation/problems/problem.js';
import { PolicyService, type Policy } from '../policy/index.js';
import { eligibilityOf, type Eligibility } from './domain/eligibility.js';
import { changesOfFixedData, shrinkings } from './domain/growth.js';
import type { OrderFacts } from './domain/order.js';
import { contradictionsIn, type OrderSnapshot, type SnapshotFault } from './domain/snapshot.js';
import { contentHash, OrdersStore, type OrderRecord } from './store/orders.store.js';

/** Somebody else may write the same order, or open a dispute on it, between reading and writing. */
const MOST_TRIES = 10;

@Injectable()
export class OrdersService {
  constructor(
    private readonly orders: OrdersStore,
    private readonly policies: PolicyService,
  ) {}

  /** Takes a snapshot: the same content again changes nothing, more content is added, less is judged. */
  async take(snapshot: OrderSnapshot): Promise<{ created: boolean; order: OrderRecord }> {
    refuse('invalid', contradictionsIn(snapshot));
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const stored = await this.orders.find(snapshot.orderId);
      if (stored?.contentHash === contentHash(snapshot)) return { created: false, order: stored };
      if (stored !== null) judge(stored, snapshot);
      if (await this.orders.write(snapshot, stored)) return { created: stored === null, order: await this.get(snapshot.orderId) };
    }
    throw problem('too_much_contention');
  }

  /** An order with what is known of its people; 404 when there is none. */
  async get(orderId: string): Promise<OrderRecord> {
    const order = await this.orders.find(orderId);
    if (order === null) throw problem('not_found');
    return order;
  }

  /** As `get`, for someone who asks from outside: an order of others is not there. */
  async seenBy(caller: Caller, orderId: string): Promise<OrderRecord> {
    const order = await this.get(orderId);
    if (!mayView(caller, order.facts)) throw problem('not_found');
    return order;
  }

  /** What could be claimed of an order now, under the policy new disputes open with. */
  async eligibility(caller: Caller, orderId: string): Promise<{ eligibility: Eligibility; policy: Policy }> {
    const found = await this.orders.findWithDisputes(orderId);
    if (found === null || !mayView(caller, found.facts)) throw problem('not_found');
    const policy = this.policies.current;
    return { eligibility: eligibilityOf(found.facts, found.others, policy, found.now), policy };
  }
}

function mayView(caller: Caller, { buyerId, sellerId }: OrderFacts): boolean {
  return caller.sub === buyerId || caller.sub === sellerId || isStaff(caller) || caller.roles.includes('marketplace');
}

function judge(stored: OrderRecord, next: OrderSnapshot): void {
  refuse('order_data_fixed', changesOfFixedData(stored.facts, next));
  refuse('order_must_not_shrink', shrinkings(stored.facts, next));
}

function refuse(code: ProblemCode, faults: readonly SnapshotFault[]): void {
  if (faults.length > 0) throw problem(code, faults[0], { errors: faults.map((fault) => ({ ...fault, code })) });
}
