import type { PersonName } from '../../src/foundation/sandbox/sandbox-tokens.js';
import type { TestApp } from './app.js';
import { Marketplace } from './marketplace.js';
import { Person, type Scene } from './person.js';
import type { SeenDispute } from './seen.js';
import { Arbitrator, Lead } from './staff.js';

/** Money as people say it: `seller.offers(60)` is 60 euros. */
export const euros = (amount: number) => ({ amount: Math.round(amount * 100), currency: 'EUR' });
const refundOf = (amount?: number) => ({ kind: 'refund', ...(amount !== undefined && { amount: euros(amount) }) });

/** What both sides of a dispute can do. */
class Party extends Person {
  offers(amount: number, message?: string): Promise<SeenDispute> {
    return this.does('offers', { remedy: refundOf(amount), ...(message && { message }) });
  }

  async acceptsOffer(offerId?: string): Promise<SeenDispute> {
    return this.doesHavingSeen(`offers/${offerId ?? (await this.openOffer())}/accept`);
  }

  async rejectsOffer(text?: string): Promise<SeenDispute> {
    return this.doesHavingSeen(`offers/${await this.openOffer()}/reject`, text ? { text } : undefined);
  }

  escalates(text = 'We do not agree.'): Promise<SeenDispute> {
    return this.does('escalate', { text });
  }

  waivesAppeal(): Promise<SeenDispute> {
    return this.does('waive-appeal');
  }

  /** The newest open offer of the other side. */
  private async openOffer(): Promise<string> {
    const { offers } = await this.sees();
    const open = offers.findLast(({ status, by }) => status === 'open' && by !== this.name);
    if (!open) throw new Error(`${this.name} sees no open offer of somebody else`);
    return open.id;
  }
}

export class Buyer extends Party {
  constructor(
    scene: Scene,
    sub: string,
    token: string,
    private readonly marketplace: Marketplace,
  ) {
    super(scene, 'buyer', sub, token);
  }

  /** A draft about one broken lamp of the story's order, which the marketplace pushes if nobody has. */
  async drafts(claim: object = {}): Promise<SeenDispute> {
    this.scene.orderId ??= await this.marketplace.pushesOrder({ buyerId: this.sub });
    const draft = await this.asks('post', '/v1/disputes', {
      orderId: this.scene.orderId,
      reason: 'damaged',
      items: [{ lineId: 'lamp', quantity: 1 }],
      requestedRemedy: refundOf(),
      statement: 'The shade is broken and the foot is bent.',
      ...claim,
    });
    this.scene.disputeId = draft.id;
    return draft;
  }

  /** Draft, two photos, open. */
  async opensDispute(claim: object = {}): Promise<SeenDispute> {
    await this.drafts(claim);
    await Promise.all([this.shows('lamp-broken'), this.shows('lamp-shade')]);
    return this.opens();
  }

  opens = () => this.does('open');
  withdraws = () => this.does('withdraw');
  reopens = () => this.does('reopen');
  shipsReturn = () => this.does('return/ship', { carrier: 'DHL', trackingNumber: 'RET-1' });
  confirmsReplacement = () => this.does('replacement/confirm');
  reportsFault = (text = 'The new lamp is broken too.') => this.does('replacement/fault', { text });
}

export class Seller extends Party {
  acceptsClaim = () => this.does('accept-claim');
  rejectsClaim = (reason = 'damaged_by_user', text = 'It left us in one piece.') => this.does('reject-claim', { reason, text });
  givesReturnAddress = (address: unknown = 'Calle Mayor 1, 28013 Madrid') => this.does('return/address', { address });
  waivesReturn = () => this.does('return/waive');
  acceptsReturn = () => this.does('return/accept');
  contestsReturn = (body: object) => this.does('return/contest', body);
  shipsReplacement = () => this.does('replacement/ship', { carrier: 'DHL', trackingNumber: 'NEW-1' });
}

/** The sandbox's clock: what falls due on the way has happened when it arrives. */
export class Clock extends Person {
  async passes(by: string): Promise<string> {
    return (await this.asks<{ now: string }>('post', '/v1/sandbox/clock/advance', { by })).now;
  }

  tells(): Promise<string> {
    return this.passes('P0D');
  }
}

export interface People {
  scene: Scene;
  buyer: Buyer;
  /** Another buyer, who has nothing to do with the story. */
  stranger: Buyer;
  seller: Seller;
  arbitrator: Arbitrator;
  secondArbitrator: Arbitrator;
  lead: Lead;
  marketplace: Marketplace;
  clock: Clock;
  anonymous: Person;
}

/** Somebody with a token of their own for this account, and the roles they claim to have. */
export async function account({ anonymous, scene }: Pick<People, 'anonymous' | 'scene'>, sub: string, roles: string[] = []): Promise<Person> {
  const { token } = await anonymous.asks<{ token: string }>('post', '/v1/sandbox/tokens', { sub, roles });
  return new Person(scene, sub, sub, token);
}

/** Everybody for one story; call it again for another story on the same application. */
export async function people({ http }: Pick<TestApp, 'http'>): Promise<People> {
  const scene: Scene = { http };
  const response = await http.get('/v1/sandbox/tokens').expect(200);
  const body = response.body as Record<PersonName, { sub: string; token: string }>;
  const clock = new Clock(scene, 'clock', 'clock');
  const marketplace = new Marketplace(scene, 'marketplace', body.marketplace.sub, body.marketplace.token);
  Object.assign(marketplace.usually, { buyerId: body.buyer.sub, sellerId: body.seller.sub });
  const buyer = (who: 'buyer' | 'secondBuyer') => new Buyer(scene, body[who].sub, body[who].token, marketplace);
  return {
    scene,
    clock,
    marketplace,
    buyer: buyer('buyer'),
    stranger: buyer('secondBuyer'),
    seller: new Seller(scene, 'seller', body.seller.sub, body.seller.token),
    arbitrator: new Arbitrator(scene, 'arbitrator', body.arbitrator.sub, body.arbitrator.token),
    secondArbitrator: new Arbitrator(scene, 'second arbitrator', body.secondArbitrator.sub, body.secondArbitrator.token),
    lead: new Lead(scene, 'lead', body.lead.sub, body.lead.token),
    anonymous: new Person(scene, 'anonymous', 'nobody'),
  };
}
