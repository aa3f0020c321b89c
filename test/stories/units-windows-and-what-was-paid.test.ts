import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { people } from '../support/people.js';

const DAY = 86_400_000;
const one = { items: [{ lineId: 'lamp', quantity: 1 }] };
const threeLamps = { lines: [{ id: 'lamp', title: 'Lamp', quantity: 3, paid: 10_000 }] };

describe('units, windows and what was paid', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app.close());

  it('two disputes on units of one line take different units and their own shares', async () => {
    const { buyer, marketplace, scene } = await people(app);
    await marketplace.pushesOrder(threeLamps);
    const first = await buyer.opensDispute(one);
    const second = await buyer.opensDispute(one);
    const amounts = await app.sql.query<{ units: number[]; amount: number }>(
      `SELECT facts #> '{claim,items,0,units}' AS units, (facts #>> '{claim,amount}')::int AS amount FROM dispute WHERE id = ANY($1) ORDER BY id`,
      [[first.id, second.id]],
    );
    expect(amounts).toEqual([{ units: [0], amount: 3_334 }, { units: [1], amount: 3_333 }]);
    await expect(buyer.opensDispute({ items: [{ lineId: 'lamp', quantity: 2 }] })).rejects.toMatchObject({ status: 409, code: 'units_not_disputable' });
    const { lines } = await buyer.asks<{ lines: { disputableUnits: number }[] }>('get', `/v1/orders/${scene.orderId}/eligibility`);
    expect(lines[0]?.disputableUnits).toBe(1);
  });

  it('units that were settled come again only in a linked dispute, for what is left', async () => {
    const { buyer, seller, scene } = await people(app);
    await buyer.opensDispute();
    await seller.offers(60);
    await buyer.acceptsOffer();
    const { id } = await buyer.waitsUntil('closed.settled');
    await expect(buyer.opensDispute()).rejects.toMatchObject({ status: 409, code: 'already_decided' });
    const again = await buyer.opensDispute({ previousDisputeId: id });
    expect(again).toMatchObject({ state: 'opened' });
    const [line] = await app.sql.query<object>('SELECT disputed_units, refunded FROM order_line WHERE order_id = $1', [scene.orderId]);
    expect(line).toEqual({ disputed_units: 1, refunded: 6_000 });
    await expect(seller.offers(60.01)).rejects.toMatchObject({ status: 409, code: 'amount_exceeds_claim' });
  });

  it('opening too late is refused, and the draft told so before', async () => {
    const { buyer, marketplace, clock } = await people(app);
    const now = Date.parse(await clock.tells());
    const at = (days: number) => new Date(now - days * DAY).toISOString();
    await marketplace.pushesOrder({ shipments: [{ id: 's-1', carrier: 'DHL', trackingNumber: 'X', shippedAt: at(20), deliveredAt: at(14) }] });
    const draft = await buyer.drafts();
    expect(draft.unavailableActions).toContainEqual(expect.objectContaining({ action: 'open', reason: 'evidence_missing' }));
    await buyer.shows('lamp-broken');
    await buyer.shows('lamp-shade');
    await clock.passes('P2D');
    expect((await buyer.sees()).unavailableActions).toContainEqual(expect.objectContaining({ action: 'open', reason: 'window_closed' }));
    await expect(buyer.opens()).rejects.toMatchObject({ status: 409, code: 'window_closed' });
  });

  it('opening too early says from when', async () => {
    const { buyer, marketplace, clock } = await people(app);
    const now = Date.parse(await clock.tells());
    const promisedBy = new Date(now + 3 * DAY).toISOString();
    await marketplace.pushesOrder({ shipments: [{ id: 's-1', carrier: 'DHL', trackingNumber: 'X', shippedAt: new Date(now - DAY).toISOString(), promisedBy }] });
    const lost = { reason: 'not_received', statement: 'It has not come.' };
    const draft = await buyer.drafts(lost);
    expect(draft.unavailableActions).toContainEqual(expect.objectContaining({ action: 'open', reason: 'window_not_open', availableFrom: promisedBy }));
    await clock.passes('P3D');
    const opened = await buyer.opens();
    const [row] = await app.sql.query<{ amount: number }>(`SELECT (facts #>> '{claim,amount}')::int AS amount FROM dispute WHERE id = $1`, [opened.id]);
    expect(row?.amount).toBe(12_490);
  });
});
