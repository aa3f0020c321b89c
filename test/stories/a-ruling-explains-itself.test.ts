import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { caseFileOf } from '../support/case-file.js';
import { caseUnderReview, rulingFor } from '../support/cases.js';
import type { Person } from '../support/person.js';
import type { People } from '../support/people.js';
import type { SeenDispute } from '../support/seen.js';

let parley: TestApp;
let told: People;
let rulingId: string;
let photo: string;

beforeAll(async () => {
  parley = await bootApp({ roles: 'api,worker' });
  told = await caseUnderReview(parley);
  photo = await told.buyer.shows('lamp-broken');
  await told.buyer.says('Please look at the photo.');
  await told.arbitrator.does('information-requests', { addressees: ['seller'], questions: [{ text: 'How was it packed?' }], wantedEvidence: [{ text: 'The box from outside.' }] });
  const { informationRequests } = await told.seller.sees<SeenDispute & { informationRequests: { id: string }[] }>();
  await told.seller.asks('post', `/v1/information-requests/${informationRequests[0]!.id}/answers`, { text: 'In two layers of foam.' });
  await told.arbitrator.says('Nobody but us reads this.', { audience: 'staff' });
  const facts = [{ text: 'The photo shows a broken shade.', evidenceIds: [photo] }, { text: 'The seller said nothing about packing.', evidenceIds: [] }];
  const made = await told.arbitrator.request('post', `/v1/disputes/${told.scene.disputeId}/rulings`, rulingFor(6_000, { facts, silenceCounted: true }), { 'if-match': await told.arbitrator.version() });
  rulingId = (made.body as { ruling: { id: string } }).ruling.id;
  expect(made.headers['location']).toBe(`/v1/rulings/${rulingId}`);
});
afterAll(() => parley.close());

const inLanguage = (language: string) => ({ 'accept-language': language });
const textFor = async (who: Person, language: string, query = '') => (await who.request('get', `/v1/rulings/${rulingId}/text${query}`, undefined, inLanguage(language))).text;

const downloaded = (who: Person, language: string) => caseFileOf(parley.http, who, told.scene.disputeId!, language);

describe('A ruling', () => {
  it('is read by its own id, by whoever may know of its dispute', async () => {
    for (const who of [told.buyer, told.seller, told.arbitrator]) {
      const { id: disputeId, ruling } = await who.sees();
      expect(await who.asks('get', `/v1/rulings/${rulingId}`)).toEqual({ ...ruling, disputeId });
    }
    await expect(told.stranger.asks('get', `/v1/rulings/${rulingId}`)).rejects.toMatchObject({ status: 404 });
    await expect(told.anonymous.asks('get', `/v1/rulings/${rulingId}`)).rejects.toMatchObject({ status: 401 });
    await expect(told.buyer.asks('get', '/v1/rulings/rul_01kb0c3f6h9k2n5q8t1w4y7a0d')).rejects.toMatchObject({ status: 404 });
  });

  it('says in plain words what was decided and why, to each side its own text, in the language asked for', async () => {
    const [english, spanish, sellers] = [await textFor(told.buyer, 'en'), await textFor(told.buyer, 'es'), await textFor(told.seller, 'en')];
    for (const words of ['A refund of €60.00.', 'Se le devuelve una parte.', `Rests on E1 (${photo}).`, 'A part of the value was lost.', 'Seller 100%.', 'That a side was silent counted.', 'Each side may appeal once until']) {
      expect(english).toContain(words);
    }
    for (const words of ['Un reembolso de', `Se apoya en: P1 (${photo}).`, 'Se perdió una parte del valor.', 'El silencio de una parte se tuvo en cuenta.', 'Cada parte puede apelar una vez hasta el']) expect(spanish).toContain(words);
    expect(sellers).toContain('A part of the price is paid back.');
    expect(sellers).not.toContain('Se le devuelve una parte.');
    expect(await textFor(told.seller, 'en', '?for=buyer')).toBe(sellers);
    expect(await textFor(told.arbitrator, 'en', '?for=seller')).toBe(sellers);
    expect(english + spanish + sellers).not.toMatch(new RegExp(`undefined|${told.arbitrator.sub}`));
    expect((await told.buyer.request('get', `/v1/rulings/${rulingId}/text?for=both`)).status).toBe(422);
  });

  it('speaks each side’s own language where nobody asks for another', async () => {
    const inTheirLanguage = async ({ sub }: Person, locale: string) => {
      const { body } = await parley.http.post('/v1/sandbox/tokens').send({ sub, locale }).expect(201);
      const { text } = await parley.http.get(`/v1/rulings/${rulingId}/text`).set('authorization', `Bearer ${(body as { token: string }).token}`).expect(200);
      return text;
    };
    const [buyers, sellers] = [await inTheirLanguage(told.buyer, 'es'), await inTheirLanguage(told.seller, 'en')];
    expect([buyers.includes('Un reembolso de'), buyers.includes('Se le devuelve una parte.')]).toEqual([true, true]);
    expect([sellers.includes('A refund of €60.00.'), sellers.includes('A part of the price is paid back.')]).toEqual([true, true]);
  });

  it('rests on evidence of its own dispute that both sides can see, and on nothing else', async () => {
    const all = await caseUnderReview(parley);
    const held = await all.buyer.shows('parcel', { holdUntilAnswer: true });
    const before = await all.arbitrator.sees();
    for (const evidenceId of [photo, held]) {
      for (const resting of [{ facts: [{ text: 'It is broken.', evidenceIds: [evidenceId] }] }, { evidenceSetAside: [{ evidenceId, why: 'It shows another lamp.' }] }]) {
        await expect(all.arbitrator.doesHavingSeen('rulings', rulingFor(6_000, resting))).rejects.toMatchObject({ status: 409, code: 'evidence_unknown' });
      }
    }
    expect(await all.arbitrator.sees()).toEqual(before);
    for (const party of [all.buyer, all.seller]) expect(await party.sees()).toMatchObject({ state: 'escalated.underReview', rulings: [] });
  });

  it('is not changed any more, neither here nor in the database, and its hash stands in the chain', async () => {
    const read = async () => Promise.all([told.buyer, told.seller, told.arbitrator].map((who) => who.asks<{ sha256: string }>('get', `/v1/rulings/${rulingId}`)));
    const before = await read();
    for (const method of ['put', 'patch', 'delete'] as const) {
      for (const who of [told.arbitrator, told.lead]) expect([404, 405]).toContain((await who.request(method, `/v1/rulings/${rulingId}`, {})).status);
    }
    await expect(told.arbitrator.doesHavingSeen('rulings', rulingFor(7_000))).rejects.toMatchObject({ status: 409 });
    for (const change of [`document = jsonb_set(document, '{outcome}', '"buyer"')`, `sha256 = repeat('0', 64)`, `author = 'nobody'`, `created_at = now()`]) {
      await expect(parley.sql.query(`UPDATE ruling SET ${change} WHERE id = $1`, [rulingId])).rejects.toThrow('a ruling does not change');
    }
    await expect(parley.sql.query('DELETE FROM ruling WHERE id = $1', [rulingId])).rejects.toThrow('a ruling does not change');
    expect(await read()).toEqual(before);
    const { events, valid } = await told.buyer.sees<{ valid: boolean; events: { type: string; canonical: string }[] }>('audit');
    const made = JSON.parse(events.find(({ type }) => type === 'arbitratorRuled')?.canonical ?? '{}') as { input: { ruling: { id: string; document: string } } };
    expect([valid, made.input.ruling]).toEqual([true, expect.objectContaining({ id: rulingId, document: expect.stringMatching(/^[0-9a-f]{64}$/) })]);
    expect(JSON.stringify(before[0])).toContain(made.input.ruling.document);
  });

  it('refused because something was overlooked says what', async () => {
    const all = await caseUnderReview(parley);
    const seen = await all.arbitrator.version();
    await all.buyer.says('Hello?');
    await all.seller.offers(50, 'Half of it.');
    const refused = await all.arbitrator.request('post', `/v1/disputes/${all.scene.disputeId}/rulings`, rulingFor(6_000), { 'if-match': seen, ...inLanguage('en') });
    expect([refused.status, refused.body]).toMatchObject([412, { code: 'stale_version', changes: [{ type: 'sellerOffered', text: 'The seller offered a refund of €50.00.' }] }]);
    expect((refused.body as { changes: object[] }).changes).toHaveLength(1);
  });
});

describe('A side that offers and offers', () => {
  it('does not keep a ruling from being made: there are so many offers while the platform decides, and no more', async () => {
    const { seller, buyer, arbitrator } = await caseUnderReview(parley);
    for (let amount = 10; amount < 20; amount += 1) await seller.offers(amount);
    const seen = await arbitrator.version();
    await expect(seller.offers(20)).rejects.toMatchObject({ status: 409, code: 'counter_offers_exhausted' });
    expect(await arbitrator.version()).toBe(seen);
    expect((await seller.sees()).unavailableActions).toContainEqual(expect.objectContaining({ action: 'offer', reason: 'counter_offers_exhausted' }));
    expect(await buyer.may()).toEqual(expect.arrayContaining(['offer', 'accept-offer', 'reject-offer']));
    expect((await arbitrator.sees()).offers.map(({ status }) => status)).toEqual([...Array.from({ length: 9 }, () => 'superseded'), 'open']);
    expect(await arbitrator.does('rulings', rulingFor(6_000), { 'if-match': seen })).toMatchObject({ state: 'decided' });
    // On appeal each side may look for an agreement again.
    await seller.does('appeals', { ground: 'disproportionate', text: 'Too much for a hum.' });
    expect(await seller.offers(20)).toMatchObject({ state: 'appealed.queued' });
    expect(await buyer.acceptsOffer()).toMatchObject({ stage: 'refunding' });
  });
});

describe('A case file', () => {
  it('holds the chart, the timeline, the statement of reasons and the evidence with its hash, for each side in its words', async () => {
    const { text, pages, bytes } = await downloaded(told.seller, 'en');
    const { number } = await told.seller.sees();
    const { sha256 } = await told.buyer.asks<{ sha256: string }>('get', `/v1/evidence/${photo}`);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pages).toBeGreaterThan(1);
    const wanted = [
      `Case file ${number}`, 'awaiting information', 'The dispute is decided, waiting for a possible appeal.', 'The buyer opened the dispute.', 'A part of the price is paid back.',
      'Rests on E1', sha256, 'every link of the chain holds', 'Page 2', '“Please look at the photo.”', '“How was it packed?”', '“The box from outside.”', '“In two layers of foam.”',
    ];
    for (const words of wanted) expect(text).toContain(words);
    for (const hidden of ['Nobody but us reads this', 'Se le devuelve una parte', told.arbitrator.sub]) expect(text).not.toContain(hidden);
  });

  it('speaks Spanish to who asks for it, and tells staff what happened between staff', async () => {
    const spanish = await downloaded(told.buyer, 'es');
    for (const words of ['Expediente', 'La disputa está', 'espera información', 'en la plataforma', 'Se le devuelve una parte.', 'El comprador abrió la disputa.', 'todos los eslabones']) expect(spanish.text).toContain(words);
    const [staff, party] = [await downloaded(told.arbitrator, 'en'), await downloaded(told.buyer, 'en')];
    expect([staff, party].map(({ text }) => text.includes('wrote to the platform'))).toEqual([true, false]);
    expect([staff, party].map(({ text }) => text.includes('Nobody but us reads this.'))).toEqual([true, false]);
  });

  it('has no pages of nothing, and a word that no line holds goes on in the next', async () => {
    const hostile = await caseUnderReview(parley);
    const { scene, buyer, seller } = hostile;
    for (const text of [`It${'\n'.repeat(4_900)}hums.`, `It${' \t\n'.repeat(1_600)}hums.`, 'W'.repeat(4_900), '\u202e)(%endobj']) await buyer.says(text);
    const { text, pages } = await caseFileOf(parley.http, seller, scene.disputeId!, 'en');
    expect(pages).toBeLessThanOrEqual(6);
    expect(text.match(/W/g)!.length).toBeGreaterThanOrEqual(4_900);
    expect(text).toContain('“It hums.”');
  });

  it('is nobody else’s to read, and shows no ruling that waits for a second person', async () => {
    const filePath = `/v1/disputes/${told.scene.disputeId}/case-file.pdf`;
    expect((await told.stranger.request('get', filePath)).status).toBe(404);
    expect((await told.marketplace.request('get', filePath)).status).toBe(403);
    expect((await told.anonymous.request('get', filePath)).status).toBe(401);
    const large = await caseUnderReview(parley, 60_000);
    const { rulings } = await large.arbitrator.doesHavingSeen('rulings', rulingFor(55_000));
    told = large;
    await expect(large.buyer.asks('get', `/v1/rulings/${rulings[0]?.id}`)).rejects.toMatchObject({ status: 404 });
    await expect(large.buyer.asks('get', `/v1/rulings/${rulings[0]?.id}/text`)).rejects.toMatchObject({ status: 404 });
    const { text } = await downloaded(large.buyer, 'en');
    expect(text).toContain('under review by the platform');
    expect(text).not.toMatch(/€550|second person/);
    expect((await downloaded(large.secondArbitrator, 'en')).text).toContain('€550.00');
    // Approved, it says until when it may be appealed, which its author could not know.
    const path = `/v1/rulings/${rulings[0]?.id}`;
    await large.secondArbitrator.asks('post', `${path}/approve`, undefined, { 'if-match': await large.secondArbitrator.version() });
    const { deadlines } = await large.buyer.sees();
    const until = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(deadlines.find(({ kind }) => kind === 'appealWindow')?.dueAt ?? ''));
    expect((await large.buyer.request('get', `${path}/text`, undefined, inLanguage('en'))).text).toContain(`may appeal once until ${until}`);
  });
});
