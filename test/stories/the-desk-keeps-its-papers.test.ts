import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { queuedCase } from '../support/desk.js';
import { people } from '../support/people.js';
import type { Person } from '../support/person.js';
import type { SeenList } from '../support/seen.js';

interface Note {
  id: string;
  author: string;
  text: string | null;
}

interface Macro {
  id: string;
  title: string;
  text: string;
}

let parley: TestApp;
beforeAll(async () => {
  parley = await bootApp();
});
afterAll(() => parley.close());

const PARTS = ['?include=timeline', '/timeline', '/audit', '/messages', '/evidence', '/refunds'];

describe('A note', () => {
  it('is for staff alone, once under its key, until it is erased', async () => {
    const { arbitrator, secondArbitrator, lead, buyer, seller, marketplace, scene } = await queuedCase(parley);
    const key = { 'idempotency-key': randomUUID() };
    const text = 'Same photos as in two other cases.';
    const written = await arbitrator.request('post', `/v1/disputes/${scene.disputeId}/notes`, { text }, key);
    expect([written.status, written.body]).toEqual([201, { id: expect.stringMatching(/^note_/), author: arbitrator.sub, text, createdAt: expect.any(String) }]);
    const again = await arbitrator.request('post', `/v1/disputes/${scene.disputeId}/notes`, { text }, key);
    expect([again.body, again.headers['idempotency-replayed']]).toEqual([written.body, 'true']);
    await lead.does('notes', { text: 'Ask the carrier.' });
    const seen = await secondArbitrator.sees<SeenList<Note>>('notes?limit=1');
    expect([seen.data.map((note) => note.text), seen.hasMore]).toEqual([['Ask the carrier.'], true]);
    for (const party of [buyer, seller, marketplace]) {
      expect((await party.request('get', `/v1/disputes/${scene.disputeId}/notes`)).status).toBe(403);
      expect((await party.request('post', `/v1/disputes/${scene.disputeId}/notes`, { text })).status).toBe(403);
    }
    for (const party of [buyer, seller]) {
      const shown = await Promise.all(PARTS.map(async (part) => (await party.request('get', `/v1/disputes/${scene.disputeId}${part}`)).text));
      expect(shown.filter((one) => one.includes('photos as in') || one.includes('note_'))).toEqual([]);
    }
    const { id } = written.body as Note;
    const erases = (who: Person) => who.request('delete', `/v1/disputes/${scene.disputeId}/notes/${id}`);
    expect([(await erases(secondArbitrator)).status, (await erases(arbitrator)).status, (await erases(lead)).status]).toEqual([404, 204, 204]);
    const left = await arbitrator.sees<SeenList<Note>>('notes');
    expect(left.data.map((note) => note.text)).toEqual(['Ask the carrier.', null]);
    const [row] = await parley.sql.query<object>('SELECT text FROM case_note WHERE id = $1', [id]);
    expect(row).toEqual({ text: null });
  });
});

describe('A draft of a ruling', () => {
  it('is its author’s alone, and ends when its author rules', async () => {
    const { arbitrator, secondArbitrator, lead, buyer, scene } = await queuedCase(parley);
    await arbitrator.takes();
    const path = `/v1/disputes/${scene.disputeId}/ruling-draft`;
    expect((await arbitrator.request('get', path)).status).toBe(404);
    const document = { outcome: 'buyer', facts: [{ text: 'It hums.', evidenceIds: [] }] };
    await arbitrator.asks('put', path, { document: { outcome: 'seller' } });
    expect(await arbitrator.asks('put', path, { document })).toEqual({ document, updatedAt: expect.any(String) });
    expect(await arbitrator.asks('get', path)).toMatchObject({ document });
    for (const other of [secondArbitrator, lead]) expect((await other.request('get', path)).status).toBe(404);
    expect((await buyer.request('get', path)).status).toBe(403);
    for (const wrong of [{}, { document: 'x' }, { document: [] }, { document, more: 1 }]) expect((await arbitrator.request('put', path, wrong)).status).toBe(422);
    await arbitrator.rules({ facts: [{ text: 'It hums.', evidenceIds: [] }] });
    expect((await arbitrator.request('get', path)).status).toBe(404);
    expect((await arbitrator.request('put', path, { document })).body).toMatchObject({ code: 'action_not_allowed' });
    expect((await arbitrator.request('delete', path)).status).toBe(204);
  });
});

describe('A text to begin from', () => {
  const text = 'Case {number} about {reason}: {quantity, plural, one {one piece} other {# pieces}}, {claimAmount}.';

  it('is written by a lead and filled in for a case, in its own language', async () => {
    const { arbitrator, lead, buyer, scene } = await queuedCase(parley);
    const { number } = await arbitrator.sees<{ number: string }>();
    const written = await lead.asks<Macro>('post', '/v1/macros', { title: 'Hum', language: 'en', reason: 'other', text });
    const spanish = await lead.asks<Macro>('post', '/v1/macros', { title: 'Zumbido', language: 'es', text: 'Caso {number}: {claimAmount}, {requestedRemedy}.' });
    const previews = async (id: string) => (await arbitrator.does<{ text: string }>(`macros/${id}/preview`)).text;
    expect(await previews(written.id)).toBe(`Case ${number} about Another problem: one piece, €120.00.`);
    expect(await previews(spanish.id)).toMatch(new RegExp(`^Caso ${number}: 120,00\\s€, .+\\.$`));
    const listed = async (query: string) => (await arbitrator.asks<SeenList<Macro>>('get', `/v1/macros${query}`)).data.map(({ title }) => title);
    expect([await listed(''), await listed('?language=en'), await listed('?reason=damaged'), await listed('?reason=other')]).toEqual([
      ['Zumbido', 'Hum'], ['Hum'], ['Zumbido'], ['Zumbido', 'Hum'],
    ]);
    const changed = await lead.asks<Macro>('put', `/v1/macros/${written.id}`, { title: 'Hum', language: 'en', text: 'Case {number}.' });
    expect(changed).not.toHaveProperty('reason');
    expect(await previews(written.id)).toBe(`Case ${number}.`);
    expect((await arbitrator.request('post', '/v1/macros', { title: 'Mine', language: 'en', text })).status).toBe(403);
    expect((await buyer.request('post', `/v1/disputes/${scene.disputeId}/macros/${written.id}/preview`)).status).toBe(403);
    expect((await lead.request('delete', `/v1/macros/${written.id}`)).status).toBe(204);
    expect((await arbitrator.request('post', `/v1/disputes/${scene.disputeId}/macros/${written.id}/preview`)).status).toBe(404);
  });

  it.each([
    ['{nobody} knows', 'unknown_variable'], ['{constructor}', 'unknown_variable'], ['{quantity, plural, one {{secret}} other {#}}', 'unknown_variable'],
    ['{number', 'malformed_template'], ['{quantity, plural, one {x}}', 'malformed_template'],
    ['{openedAt, date, short}', 'format_not_for_variable'], ['{quantity, time}', 'format_not_for_variable'], ['{number, number}', 'format_not_for_variable'],
    ['{buyer, plural, one {x} other {#}}', 'format_not_for_variable'], ['{quantity, number, ::currency/XX}', 'malformed_template'],
    ['{quantity, plural, one {x} other {{appealDays, number, ::unit/parsec}}}', 'malformed_template'],
    [`{quantity, number, ::.${'0'.repeat(120)}}`, 'malformed_template'],
  ])('is refused for %s', async (wrong, code) => {
    const { lead } = await people(parley);
    const answer = await lead.request('post', '/v1/macros', { title: 'Wrong', language: 'en', text: wrong });
    expect([answer.status, answer.body.errors?.map((error: { pointer: string; code: string }) => [error.pointer, error.code])]).toEqual([422, [['/text', code]]]);
  });

  it('that was kept before its style was looked at is shown as it was written', async () => {
    const { arbitrator, lead } = await queuedCase(parley);
    const { id } = await lead.asks<Macro>('post', '/v1/macros', { title: 'Days', language: 'en', text: '{quantity, number, ::.00} in {appealDays} days' });
    const preview = async () => (await arbitrator.does<{ text: string }>(`macros/${id}/preview`)).text;
    expect(await preview()).toBe('1.00 in 10 days');
    await parley.sql.query(`UPDATE macro SET text = 'On {openedAt, date}' WHERE id = $1`, [id]);
    expect(await preview()).toBe('On {openedAt, date}');
  });
});
