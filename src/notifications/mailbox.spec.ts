import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../../test/support/app.js';
import { eventually } from '../../test/support/eventually.js';
import { openDispute } from '../../test/support/opened.js';

let parley: TestApp;

beforeAll(async () => {
  parley = await bootApp();
});
afterAll(() => parley.close());

describe('The sandbox’s mailbox', () => {
  const asBrowser = (path: string) => fetch(`${parley.url}/v1/sandbox/mailbox${path}`, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
  const policyOf = (answer: Response): string => answer.headers.get('content-security-policy') ?? '';

  it('is a page for browsers, in which letters can do nothing', async () => {
    const all = await openDispute(parley);
    await all.seller.offers(60, '<script>alert(1)</script>');
    const offered = await eventually(async () => {
      const { data } = await all.clock.asks<{ data: { id: string; disputeId?: string; template: string }[] }>('get', '/v1/sandbox/mailbox?limit=100');
      return data.find(({ disputeId, template }) => disputeId === all.scene.disputeId && template === 'offer_received');
    });
    const list = await asBrowser('');
    expect([list.headers.get('content-type'), await list.text()]).toEqual(['text/html; charset=utf-8', expect.stringContaining(`/v1/sandbox/mailbox/${offered.id}"`)]);
    expect(policyOf(list)).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'/);
    const [page, letter] = [await asBrowser(`/${offered.id}`), await asBrowser(`/${offered.id}/letter`)];
    expect(await page.text()).toMatch(/<iframe class="letter" sandbox=""/);
    expect(policyOf(letter)).toMatch(/^sandbox; default-src 'none'/);
    expect(await letter.text()).not.toContain('<script');
    expect([(await asBrowser('/ml_none')).status, (await asBrowser('/ml_none/letter')).status]).toEqual([404, 404]);
  });

  it('shows every letter in both languages', async () => {
    expect(await (await asBrowser('/previews')).text()).toContain('/v1/sandbox/mailbox/previews/ruling_made/es"');
    const [en, es] = await Promise.all(['en', 'es'].map(async (lang) => (await asBrowser(`/previews/ruling_made/${lang}`)).text()));
    expect([en, es]).toEqual([expect.stringContaining('The platform decided'), expect.stringContaining('La plataforma resolvió')]);
    expect([(await asBrowser('/previews/ruling_made/fr')).status, (await asBrowser('/previews/toString/en')).status]).toEqual([404, 404]);
  });
});
