import { Answer } from '../../src/foundation/http/index.js';
import { Clock } from '../../src/foundation/clock/clock.js';
import { newId } from '../../src/foundation/ids.js';
import type { Sql } from '../../src/foundation/database/sql.js';
import type { Problem } from '../../src/foundation/problems/problem.js';
import { OrdersService, type OrderSnapshot } from '../../src/orders/index.js';
import { PolicyService } from '../../src/policy/index.js';
import { DisputesService, type Circumstances, type Command, type Dispute, type Outcome } from '../../src/disputes/index.js';
import { ACTORS_OF, type DisputeEvent, type EventType } from '../../src/disputes/domain/events.js';
import { otherParty, type Actor, type ActorRole } from '../../src/disputes/domain/facts.js';
import { StartingService } from '../../src/disputes/starting.service.js';
import { DisputesRepository } from '../../src/disputes/store/disputes.repository.js';
import type { TestApp } from '../support/app.js';
import { deadlineMeant, NEED_ORDER, personFor, plausible, type Wish } from './plausible.js';

const DAY = 86_400_000;
export const PAID = 60_000;
const BUYER = 'ana';

/** One thing that happens to a dispute; who does it follows from the event unless it is said. */
export interface Step extends Wish {
  readonly type: EventType;
  readonly role?: ActorRole;
}

/** What became of a wish to change a dispute, and the very event that was judged. */
export interface Attempt {
  readonly event: DisputeEvent | null;
  readonly actor: Actor;
  readonly outcome: Outcome | null;
  readonly refusal: Problem | null;
}

/** Parley without HTTP: disputes are started, driven and read through the services that its controllers use. */
export class House {
  readonly sql: Sql;
  private readonly disputes: DisputesService;
  private readonly starting: StartingService;
  private readonly orders: OrdersService;
  private readonly policies: PolicyService;
  private readonly repository: DisputesRepository;
  readonly clock: Clock;

  constructor({ app, sql }: TestApp) {
    this.sql = sql;
    this.disputes = app.get(DisputesService);
    this.starting = app.get(StartingService);
    this.orders = app.get(OrdersService);
    this.policies = app.get(PolicyService);
    this.repository = app.get(DisputesRepository);
    this.clock = app.get(Clock);
  }

  get policy() {
    return this.policies.current;
  }

  /** An order of one lamp for 600 euros, delivered two days ago by the law's clock. */
  async order(otherwise: Partial<OrderSnapshot> = {}): Promise<OrderSnapshot> {
    const now = await this.clock.now();
    const ago = (days: number) => new Date(now - days * DAY).toISOString();
    const order: OrderSnapshot = {
      orderId: newId('evt').replace('evt_', 'o-'), buyerId: BUYER, sellerId: 'lumen', currency: 'EUR', placedAt: ago(7), shippingPaid: 490,
      lines: [{ id: 'lamp', title: 'Brass lamp', quantity: 1, paid: PAID }],
      shipments: [{ id: 's-1', carrier: 'DHL', trackingNumber: 'JD014', shippedAt: ago(5), deliveredAt: ago(2) }],
      ...otherwise,
    };
    await this.orders.take(order);
    return order;
  }

  takes(order: OrderSnapshot): Promise<unknown> {
    return this.orders.take(order);
  }

  /** A draft about one unit, for a reason that asks for no photos. Answers as the API would. */
  start(orderId: string, key: string = newId('evt'), items = [{ lineId: 'lamp', quantity: 1 }]): Promise<Answer> {
    const claim = { reason: 'other', items, requestedRemedy: { kind: 'refund' } } as const;
    return this.starting.start(
      { orderId, ...claim, statement: 'The shade is broken and the foot is bent.' },
      { caller: { sub: BUYER, roles: [] }, idempotency: { caller: BUYER, key, fingerprint: 'start' } },
      ({ id, version }) => new Answer(201, { id }, { etag: version, location: `/v1/disputes/${id}` }),
    );
  }

  async draft(order?: Partial<OrderSnapshot>): Promise<string> {
    const { orderId } = await this.order(order);
    return idIn(await this.start(orderId));
  }

  async read(id: string, order = false): Promise<Dispute> {
    const found = await this.repository.find(id, { order });
    if (found === null) throw new Error(`${id} is not there`);
    return found.dispute;
  }

  /** Does it, whatever comes of it. */
  async tries(id: string, { type, role = usualRole(type), ...wish }: Step, circumstances?: Circumstances): Promise<Attempt> {
    const actor = personFor(role, type, await this.read(id));
    return this.triesAs(actor, id, { type, ...wish }, circumstances);
  }

  async triesAs(actor: Actor, id: string, { type, role: _role, ...wish }: Step, circumstances: Circumstances = {}): Promise<Attempt> {
    let event: DisputeEvent | null = null;
    const command: Command = {
      event: () => type,
      make: (_type, setting) => (event = plausible(type, { ...setting, role: actor.role }, wish)),
      needsOrder: NEED_ORDER.includes(type),
    };
    try {
      return { actor, outcome: await this.disputes.apply(id, command, { actor }, circumstances), refusal: null, event };
    } catch (error) {
      if (!isProblem(error)) throw error;
      return { actor, outcome: null, refusal: error, event };
    }
  }

  /** Does it, and it must be accepted. Before a deadline passes, its time comes. */
  async does(id: string, step: Step): Promise<Outcome> {
    const now = await this.read(id);
    if (step.type === 'deadlinePassed') await this.untilNextDeadline(now, step);
    const actor = personFor(step.role ?? roleNow(now, step.type), step.type, now);
    const { outcome, refusal } = await this.triesAs(actor, id, step);
    if (outcome?.decision !== 'accepted') throw new Error(`${step.type} in ${now.state}: ${refusal?.code ?? outcome?.decision}`);
    return outcome;
  }

  /** A dispute to which all of this has happened. */
  async lived(steps: readonly Step[], order?: Partial<OrderSnapshot>): Promise<string> {
    const id = await this.draft(order);
    for (const step of steps) await this.does(id, step);
    return id;
  }

  /** Moves the clock to the deadline that is meant, or the next; those of other disputes stay where they are. */
  untilNextDeadline(dispute: Dispute, wish: Wish = {}): Promise<void> {
    return this.untilClock(Date.parse(deadlineMeant(dispute, wish).dueAt));
  }

  async untilClock(at: number): Promise<void> {
    const left = at - (await this.clock.now());
    if (left > 0) await this.clock.moveForward(left);
  }
}

export const idIn = ({ body }: Answer): string => (JSON.parse(body as string) as { id: string }).id;
const isProblem = (error: unknown): error is Problem => error instanceof Error && 'code' in error && 'status' in error;
const usualRole = (type: EventType): ActorRole => ACTORS_OF[type][0] as ActorRole;

/** Whose turn it is, where an event belongs to either party. */
function roleNow({ facts }: Dispute, type: EventType): ActorRole {
  if (type === 'informationGiven') return facts.information?.awaiting[0] ?? 'buyer';
  if (type === 'appealWithdrawn') return facts.appeal?.by ?? 'buyer';
  if (type === 'partiesAgreed') return otherParty(facts.openOffers[0]?.by ?? 'seller');
  if (type === 'settlementAccepted') return facts.settlement?.acceptedBy.includes('buyer') === true ? 'seller' : 'buyer';
  return usualRole(type);
}
