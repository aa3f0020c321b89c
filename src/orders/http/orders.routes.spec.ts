import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../../../test/support/app.js';

let parley: TestApp;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
  const people = { shop: ['marketplace'], ana: [], lumen: [], eva: [], arturo: ['arbitrator'] };
  for (const [sub, roles] of Object.entries(people)) {
    const { body } = await parley.http.post('/v1/sandbox/tokens').send({ sub, roles }).expect(201);
    tokens[sub] = body.token;
  }
});
afterAll(() => parley.close());

const lamp = { id: 'lamp', title: 'Desk lamp, brass', quantity: 1, paid: 4990 };
const parcel = { id: 'parcel-1', carrier: 'GLS', trackingNumber: '00340434161094042557', shippedAt: '2026-03-02T10:00:00+01:00' };
const order = {
  buyerId: 'ana', sellerId: 'lumen', currency: 'EUR', placedAt: '2026-03-01T10:00:00Z', buyerLocale: 'es', sellerLocale: 'en',
  buyerEmail: 'ana@example.com', sellerEmail: 'lumen@example.com', buyerTimeZone: 'Europe/Madrid', sellerTimeZone: 'Europe/Berlin',
  deliveryCountry: 'ES', lines: [lamp], shippingPaid: 490, shipments: [parcel],
};
const put = (id: string, body: object, as = 'shop') => parley.http.put(`/v1/orders/${id}`).auth(tokens[as] ?? '', { type: 'bearer' }).send(body);
const get = (path: string, as: string) => parley.http.get(`/v1/orders/${path}`).auth(tokens[as] ?? '', { type: 'bearer' });
const counters = (id: string, set: string) => parley.sql.query(`UPDATE order_line SET ${set} WHERE order_id = $1 AND line_id = 'lamp'`, [id]);

describe('The marketplace', () => {
  it('tells an order once, and the same again changes nothing', async () => {
    const first = await put('o-1', order).expect(201).expect('Location', '/v1/orders/o-1');
    const stamp = () => parley.sql.query('SELECT xmin::text, updated_at FROM order_snapshot WHERE order_id = $1', ['o-1']);
    const before = await stamp();
    const again = await put('o-1', { ...order, placedAt: '2026-03-01T11:00:00.000+01:00' }).expect(200);
    expect(again.body).toEqual(first.body);
    expect(await stamp()).toEqual(before);
  });

  it('is understood by others: times in UTC, parcels and lines as they were told', async () => {
    const { body } = await get('o-1', 'shop').expect(200);
    expect(body).toEqual({
      orderId: 'o-1', buyerId: 'ana', sellerId: 'lumen', currency: 'EUR', placedAt: '2026-03-01T10:00:00.000Z', lines: [lamp],
      shippingPaid: 490, shipments: [{ ...parcel, shippedAt: '2026-03-02T09:00:00.000Z' }],
    });
  });

  it('tells of deliveries, further parcels and lines later', async () => {
    await put('o-2', { ...order, shipments: [] }).expect(201);
    const shade = { id: 'shade', title: 'Shade', quantity: 2, paid: 999 };
    const delivered = { ...parcel, deliveredAt: '2026-03-04T10:00:00.000Z', lineIds: ['shade', 'lamp'] };
    await put('o-2', { ...order, lines: [lamp, shade], shipments: [delivered] }).expect(200);
    const { body } = await get('o-2', 'arturo').expect(200);
    expect(body).toMatchObject({ lines: [lamp, shade], shipments: [{ deliveredAt: '2026-03-04T10:00:00.000Z', lineIds: ['lamp', 'shade'] }] });
  });

  it('cannot take away what is disputed', async () => {
    await put('o-3', { ...order, lines: [{ ...lamp, quantity: 3 }] }).expect(201);
    await counters('o-3', 'disputed_units = 2, claim_seq = claim_seq + 1');
    const refused = await put('o-3', { ...order, lines: [{ ...lamp, quantity: 1 }] }).expect(409);
    expect(refused.body).toMatchObject({ code: 'order_must_not_shrink', errors: [{ pointer: '/lines/0' }] });
    await put('o-3', { ...order, lines: [{ ...lamp, quantity: 2 }] }).expect(200);
    expect((await put('o-3', { ...order, buyerId: 'eva' }).expect(409)).body.code).toBe('order_data_fixed');
  });

  it('takes a line back by emptying it, so that a claim made on it meanwhile is refused by its check', async () => {
    await put('o-4', { ...order, lines: [lamp, { ...lamp, id: 'shade' }] }).expect(201);
    await put('o-4', { ...order, lines: [{ ...lamp, id: 'shade' }] }).expect(200);
    expect((await get('o-4', 'ana')).body.lines).toEqual([{ ...lamp, id: 'shade' }]);
    await expect(counters('o-4', 'disputed_units = disputed_units + 1')).rejects.toThrow('order_line_units_disputable');
    const [row] = await parley.sql.query<{ claim_seq: number }>(`SELECT claim_seq FROM order_line WHERE order_id = 'o-4' AND line_id = 'lamp'`);
    expect(row?.claim_seq).toBe(1);
    await put('o-4', { ...order, lines: [lamp, { ...lamp, id: 'shade' }] }).expect(200);
  });

  it('may tell the same order twenty times at once: it is new once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => put('o-5', order)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(19).fill(200), 201]);
  });

  it('may tell different growths at once: one of them stands as a whole', async () => {
    await put('o-6', order).expect(201);
    const grown = [2, 3, 4, 5, 6].map((quantity) => ({ ...order, shippingPaid: 490 + quantity, lines: [{ ...lamp, quantity }] }));
    const answers = await Promise.all(grown.map((body) => put('o-6', body)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const { body } = await get('o-6', 'shop');
    expect(body.shippingPaid - 490).toBe(body.lines[0].quantity);
  });

  it.each([['JPY', 1200], ['EUR', 4990], ['KWD', 12345], ['MXN', 0]])('counts in the minor units of %s', async (currency, paid) => {
    await put(`o-${currency}`, { ...order, currency, lines: [{ ...lamp, paid }] }).expect(201);
    expect((await get(`o-${currency}/eligibility`, 'ana')).body).toMatchObject({ currency, lines: [{ refundable: paid }] });
  });

  it.each([
    ['/currency', { currency: 'eur' }], ['/currency', { currency: 'XYZ' }], ['/placedAt', { placedAt: '2026-02-30T10:00:00Z' }],
    ['/placedAt', { placedAt: '2026-03-01' }], ['/lines/0/paid', { lines: [{ ...lamp, paid: 49.9 }] }], ['/lines', { lines: [] }], ['/lines', { lines: [[]] }], ['/shipments', { shipments: [[]] }],
    ['/lines/0/paid', { lines: [{ ...lamp, paid: 2 ** 53 }] }], ['/buyerTimeZone', { buyerTimeZone: 'Mars/Olympus' }],
    ['/shipments/0/lineIds', { shipments: [{ ...parcel, lineIds: ['sofa'] }] }], ['/sellerId', { sellerId: 'ana' }],
  ])('is told at %s what is invalid in %j', async (pointer, given) => {
    const { body } = await put('o-bad', { ...order, ...given }).expect(422);
    expect(body).toMatchObject({ code: 'invalid', errors: [{ pointer }] });
  });

  it('alone may tell orders, under ids that fit an address', async () => {
    await put('o-7', order, 'ana').expect(403);
    await put('o-7', order, 'arturo').expect(403);
    await put('o%207', order).expect(422);
  });
});

describe('An order', () => {
  it('of others is not there', async () => {
    const [missing, foreign] = [await get('o-none', 'eva').expect(404), await get('o-1', 'eva').expect(404)];
    const comparable = ({ instance, requestId, ...rest }: Record<string, unknown>) => rest;
    expect(comparable(foreign.body)).toEqual(comparable(missing.body));
    await get('o-1/eligibility', 'eva').expect(404);
    await get('o-none/eligibility', 'shop').expect(404);
  });

  it('shows language, zone and country to oneself and to staff, and e-mail addresses to nobody', async () => {
    const ofBuyer = { buyerLocale: 'es', buyerTimeZone: 'Europe/Madrid', deliveryCountry: 'ES' };
    const ofSeller = { sellerLocale: 'en', sellerTimeZone: 'Europe/Berlin' };
    const shown = async (as: string) => {
      const { body } = await get('o-1', as).expect(200);
      return Object.fromEntries(Object.entries(body).filter(([name]) => /Locale|Zone|Country|mail/i.test(name)));
    };
    expect(await shown('ana')).toEqual(ofBuyer);
    expect(await shown('lumen')).toEqual(ofSeller);
    expect(await shown('arturo')).toEqual({ ...ofBuyer, ...ofSeller });
    expect(await shown('shop')).toEqual({});
  });
});

describe('Eligibility', () => {
  const recent = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const fresh = { ...order, placedAt: recent(4), lines: [{ ...lamp, quantity: 2, paid: 999 }], shipments: [{ ...parcel, shippedAt: recent(3), deliveredAt: recent(1) }] };
  const dispute = (id: string, orderId: string, state: string, units: number[], facts: object = {}) =>
    parley.sql.query(
      `INSERT INTO dispute (id, number, order_id, buyer_id, seller_id, currency, state, stage, waiting_on, reason, policy, law_version,
         seq, version, chain_head, facts, created_at, updated_at)
       VALUES ($1, $1, $2, 'ana', 'lumen', 'EUR', $3, split_part($3, '.', 1), 'none', 'damaged', 'standard-1', 1, 1, 1, '', $4, now(), now())`,
      [id, orderId, state, { claim: { items: [{ lineId: 'lamp', quantity: units.length, units }] }, reopenUntil: null, inadmissibleBy: null, ...facts }],
    );

  it('tells per line and reason what can be claimed, until when, and why not', async () => {
    await put('e-1', fresh).expect(201);
    const { body } = await get('e-1/eligibility', 'ana').set('Accept-Language', 'es').expect(200);
    expect(body).toMatchObject({ orderId: 'e-1', policy: 'standard-1', shippingRefundable: 490 });
    const [line] = body.lines;
    expect(line).toMatchObject({ lineId: 'lamp', disputableUnits: 2, refundable: 999, openDisputes: [] });
    const reason = (name: string) => line.reasons.find((each: { reason: string }) => each.reason === name);
    expect(reason('damaged')).toMatchObject({ disputable: true, window: { from: fresh.shipments[0]?.shippedAt }, evidence: [{ photo: 2 }, { photo: 1, video: 1 }] });
    expect(reason('not_received').whyNot).toEqual({ code: 'window_not_open', text: 'Es demasiado pronto para disputar esto' });
  });

  it('leaves out the units of other disputes, but not those of drafts', async () => {
    await put('e-2', fresh).expect(201);
    await dispute('dp_draft', 'e-2', 'draft', [0, 1]);
    await dispute('dp_open', 'e-2', 'escalated.queued', [0]);
    const seen = async () => (await get('e-2/eligibility', 'lumen').expect(200)).body.lines[0];
    expect(await seen()).toMatchObject({ disputableUnits: 1, refundable: 499, openDisputes: [{ disputeId: 'dp_open', quantity: 1 }] });
    await dispute('dp_withdrawn', 'e-2', 'closed.withdrawn', [1], { reopenUntil: Date.now() + 60_000 });
    expect(await seen()).toMatchObject({ disputableUnits: 0, whyNot: { code: 'use_reopen' } });
  });
});

describe('The reasons', () => {
  it('are told in the caller’s language', async () => {
    const told = async (language: string) =>
      (await parley.http.get('/v1/reasons').auth(tokens['ana'] ?? '', { type: 'bearer' }).set('Accept-Language', language).expect(200)).body;
    const { policy, data, rejectionReasons } = await told('es');
    expect([policy, data.length, rejectionReasons.length]).toEqual(['standard-1', 8, 9]);
    expect(data[1]).toMatchObject({ reason: 'damaged', label: 'Llegó dañado', statementMin: 1 });
    expect(data[1].evidence.map(({ label }: { label: string }) => label)).toEqual(['2 fotos', '1 foto y 1 vídeo']);
    expect((await told('en')).data[1].evidence[1]).toEqual({ photo: 1, video: 1, label: '1 photo and 1 video' });
  });
});
