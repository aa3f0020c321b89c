import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { openDispute } from '../support/opened.js';
import { people, type People } from '../support/people.js';
import type { Person } from '../support/person.js';

interface Link {
  slug: string;
  title: string;
  href: string;
}
interface Listed {
  data: (Link & { summary: string; roles: string[] })[];
  hasMore: boolean;
  nextCursor: string | null;
}
interface Explained {
  availableActions: { action: string; help?: Link }[];
  unavailableActions: { action: string; help?: Link }[];
}

let parley: TestApp;
let told: People;
beforeAll(async () => {
  parley = await bootApp();
  told = await people(parley);
});
afterAll(() => parley.close());

const lists = (query: string, lang = 'en') => told.anonymous.asks<Listed>('get', `/v1/help${query}`, undefined, { 'accept-language': lang });
const slugs = async (query: string, lang = 'en') => (await lists(query, lang)).data.map(({ slug }) => slug);
/** What people type, and what they should find among the first three. */
const LOOKED_FOR = [
  ['no llego', 'es', 'evidence-not-received'], ['roto', 'es', 'evidence-damaged'], ['reembolso', 'es', 'refunds'], ['cuanto tarda', 'es', 'refunds'], ['apelar', 'es', 'ruling-and-appeal'],
  ['devolver', 'es', 'sending-goods-back'], ['falso', 'es', 'evidence-counterfeit'], ['reabrir', 'es', 'closed-and-reopening'], ['plazos', 'es', 'your-time-and-rights'],
  ['broken', 'en', 'evidence-damaged'], ['lost parcel', 'en', 'evidence-not-received'], ['my money', 'en', 'refunds'], ['fake', 'en', 'evidence-counterfeit'], ['exchange', 'en', 'replacement'],
  ['disagree with the decision', 'en', 'ruling-and-appeal'], ['does not turn on', 'en', 'evidence-defective'], ['broken', 'es', 'evidence-damaged'],
] as const;
const helpOf = (actions: Explained['availableActions']) => Object.fromEntries(actions.map(({ action, help }) => [action, help?.slug]));

describe('Help', () => {
  it('is found by reason, state and role, the closest first', async () => {
    expect((await slugs('?reason=damaged&state=draft&role=buyer'))[0]).toBe('evidence-damaged');
    expect((await slugs('?state=returning.awaitingShipment&role=seller'))[0]).toBe('receiving-a-return');
    expect((await slugs('?state=returning.awaitingShipment&role=buyer'))[0]).toBe('sending-goods-back');
    expect(await slugs('?role=marketplace')).toEqual(['reporting-from-outside']);
    expect(await slugs('?role=buyer&limit=100')).not.toContain('writing-a-ruling');
  });

  it('is found by words, in either language, with or without accents', async () => {
    expect((await slugs('?q=devolución', 'es'))[0]).toBe((await slugs('?q=devolucion', 'es'))[0]);
    expect(await slugs('?q=devolucion', 'es')).toContain('sending-goods-back');
    expect(await slugs('?q=CUÁNTO%20TARDA%20EL%20REEMBOLSO', 'es')).toEqual(expect.arrayContaining(['refunds']));
    expect((await slugs('?q=counterfeit'))[0]).toBe('evidence-counterfeit');
    expect(await slugs('?q=falsificacion', 'en')).toContain('evidence-counterfeit');
    for (const [words, lang, slug] of LOOKED_FOR) expect([words, (await slugs(`?q=${encodeURIComponent(words)}&limit=3`, lang)).includes(slug)]).toEqual([words, true]);
    expect(await slugs('?q=refubd')).toContain('refunds');
    expect(await slugs('?q=chargeback&role=marketplace')).toEqual(['reporting-from-outside']);
    expect(await slugs('?q=zzzzzz')).toEqual([]);
    expect(await slugs('?q=%25%27%22)(*%5C')).toEqual([]);
  });

  it('comes in pages that leave nothing out', async () => {
    const whole = await slugs('?limit=100');
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Listed = await lists(`?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.data.map(({ slug }) => slug));
      expect(page.hasMore).toBe(page.nextCursor !== null);
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(whole);
    expect(whole.length).toBeGreaterThanOrEqual(30);
    const { nextCursor } = await lists('?limit=2');
    expect((await told.anonymous.request('get', `/v1/help?limit=2&role=buyer&cursor=${nextCursor}`)).status).toBe(400);
  });

  it('is read as text and as HTML, in the reader’s language, with the policy’s own figures; English for whom we do not speak to', async () => {
    const read = async (lang: string) => told.anonymous.request('get', '/v1/help/offers', undefined, { 'accept-language': lang });
    const [english, spanish, french] = [await read('en'), await read('es-MX, en;q=0.5'), await read('fr')];
    expect(english.body).toMatchObject({ slug: 'offers', title: 'Making and answering offers', language: 'en', policy: 'standard-1', href: '/v1/help/offers' });
    expect((english.body as { markdown: string }).markdown).toContain('All in all you have 15 days; then the platform decides.');
    expect(spanish.body).toMatchObject({ title: 'Hacer y responder ofertas', language: 'es' });
    expect((spanish.body as { html: string }).html).toContain('En total disponen de 15 días; después decide la plataforma.');
    expect((spanish.body as { html: string }).html).toContain('<strong>Aceptar es definitivo.</strong>');
    expect(french.body).toMatchObject({ language: 'en' });
    expect([english, spanish].map(({ headers }) => headers['content-language'])).toEqual(['en', 'es']);
  });

  it('can be kept, and asked for again for nothing', async () => {
    const before = parley.sql.statements;
    for (const path of ['/v1/help?reason=damaged', '/v1/help/offers']) {
      const first = await told.anonymous.request('get', path);
      expect(first.headers).toMatchObject({ 'cache-control': 'public, max-age=300', vary: expect.stringContaining('Accept-Language'), etag: expect.stringMatching(/^"[\w-]{16}"$/) });
      const again = await told.anonymous.request('get', path, undefined, { 'if-none-match': first.headers['etag']! });
      expect([again.status, again.text, again.headers['etag']]).toEqual([304, '', first.headers['etag']]);
      const spanish = await told.anonymous.request('get', path, undefined, { 'if-none-match': first.headers['etag']!, 'accept-language': 'es' });
      expect(spanish.status).toBe(200);
    }
    const quiet = await bootApp({ roles: 'api', database: parley.database });
    const sent = quiet.sql.statements;
    await quiet.http.get('/v1/help?q=refund').expect(200);
    await quiet.http.get('/v1/help/refunds').expect(200);
    expect(quiet.sql.statements - sent).toBe(0);
    await quiet.close();
    expect(before).toBeGreaterThan(0);
  });

  it('refuses what makes no sense', async () => {
    const tries: [string, number][] = [
      ['?state=nowhere', 422], ['?role=king', 422], ['?reason=DAMAGED', 422], ['?q=', 422], [`?q=${'x'.repeat(201)}`, 422], ['?limit=0', 400], ['?cursor=nonsense', 400],
      ['?policy=none-1', 404], ['?policy=../../etc', 422], ['/nothing', 404], ['/..%2f..%2fpackage', 404], ['?q=a&q=b', 422],
    ];
    for (const [query, status] of tries) {
      const refused = await told.anonymous.request('get', `/v1/help${query}`);
      expect([query, refused.status, refused.headers['content-type']]).toEqual([query, status, expect.stringContaining('application/problem+json')]);
    }
    expect(await slugs('?reason=unheard_of')).not.toContain('evidence-damaged');
  });

  it('stands beside every action of everybody, and beside what is not possible yet', async () => {
    const story = await openDispute(parley);
    const { buyer, seller, arbitrator, lead, marketplace } = story;
    const explained = (who: Person, lang = 'en') => who.asks<Explained>('get', `/v1/disputes/${story.scene.disputeId}`, undefined, { 'accept-language': lang });
    const ofSeller = await explained(seller);
    expect(helpOf(ofSeller.availableActions)).toMatchObject({ 'accept-claim': 'answering-a-claim', offer: 'offers', 'add-evidence': 'evidence-damaged', 'send-message': 'talking' });
    const ofBuyer = await explained(buyer, 'es');
    expect(ofBuyer.unavailableActions.find(({ action }) => action === 'escalate')?.help).toEqual({
      slug: 'asking-the-platform', title: 'Pasar la disputa a la plataforma', href: '/v1/help/asking-the-platform',
    });
    await seller.rejectsClaim();
    await buyer.escalates();
    for (const who of [buyer, seller, arbitrator, lead, marketplace]) {
      const { availableActions, unavailableActions } = await explained(who);
      expect(availableActions.length).toBeGreaterThan(0);
      expect([who.name, [...availableActions, ...unavailableActions].filter(({ help }) => help === undefined)]).toEqual([who.name, []]);
      for (const { help } of availableActions) expect((await told.anonymous.request('get', help!.href)).status).toBe(200);
    }
    expect(helpOf((await explained(arbitrator)).availableActions)).toMatchObject({ take: 'working-a-case' });
  });
});
