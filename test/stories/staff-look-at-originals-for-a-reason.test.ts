import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { openedWith } from '../support/opened.js';
import { account, people, type People } from '../support/people.js';
import type { Person } from '../support/person.js';
import { photoBytes, seesPiece, shows, type Bytes } from '../support/pieces.js';

interface Look {
  id: string;
  at: string;
  evidenceId: string;
  by: { role: string; id?: string };
  what: string;
  reason: string;
}
interface Log {
  data: Look[];
  hasMore: boolean;
  nextCursor: string | null;
}

const REASON = 'The label on the box is too small in the preview.';

let parley: TestApp;
let story: People;
let id: string;
let bytes: Bytes;

beforeAll(async () => {
  parley = await bootApp();
});
beforeEach(async () => {
  bytes = await photoBytes();
  ({ story, piece: { id } } = await openedWith(parley, bytes));
});
afterAll(() => parley.close());

const looks = (who: Person, reason: unknown = REASON, headers = {}) => who.request('post', `/v1/evidence/${id}/views`, { reason }, headers);
const log = (who: Person, query = '') => who.sees<Log>(`evidence-access${query}`);

describe('An original', () => {
  it('is shown to staff who say why, and both parties can read that', async () => {
    const opened = await looks(story.arbitrator);
    expect([opened.status, opened.body]).toMatchObject([201, { evidenceId: id, reason: REASON, url: expect.stringContaining('/original?') }]);
    const file = await fetch((opened.body as { url: string }).url);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
    await looks(story.lead, 'A second look, for the appeal.');

    const second = { evidenceId: id, what: 'original', by: { role: 'lead' }, reason: 'A second look, for the appeal.' };
    const first = { evidenceId: id, what: 'original', by: { role: 'arbitrator' }, reason: REASON };
    for (const party of [story.buyer, story.seller]) {
      const { data } = await log(party);
      expect(data).toEqual([expect.objectContaining(second), expect.objectContaining(first)]);
    }
    expect((await log(story.arbitrator)).data.map(({ by }) => by)).toEqual([
      { role: 'lead', id: story.lead.sub }, { role: 'arbitrator', id: story.arbitrator.sub },
    ]);
  });

  it('is offered to staff only', async () => {
    const originalHref = `/v1/evidence/${id}/views`;
    expect(await seesPiece(story.arbitrator, id)).toMatchObject({ originalHref });
    for (const party of [story.buyer, story.seller]) expect(await seesPiece(party, id)).not.toHaveProperty('originalHref');
    for (const who of [story.arbitrator, story.buyer]) {
      expect((await seesPiece(who, id)).renditions.map(({ name }) => name)).not.toContain('original');
    }
  });

  it.each([
    ['nothing', null, 'is_string'], ['too little', 'ok', 'is_length'], ['spaces', ' '.repeat(40), 'matches'], ['a number', 7, 'is_string'],
    ['too much', 'x'.repeat(501), 'is_length'],
  ])('is refused to who says %s', async (_what, reason, code) => {
    const { status, body } = await looks(story.arbitrator, reason);
    expect([status, body]).toMatchObject([422, { code: 'invalid', errors: expect.arrayContaining([expect.objectContaining({ pointer: '/reason', code })]) }]);
    expect((await log(story.buyer)).data).toEqual([]);
  });

  it('is refused to parties, strangers, the marketplace and staff who are a party', async () => {
    for (const who of [story.buyer, story.seller, story.stranger, story.marketplace]) expect([who.name, (await looks(who)).status]).toEqual([who.name, 403]);
    for (const party of [story.buyer, story.seller]) expect((await looks(await account(story, party.sub, ['arbitrator', 'lead']))).status).toBe(403);
    expect((await looks(story.anonymous)).status).toBe(401);
    expect((await log(story.buyer)).data).toEqual([]);
  });

  it('of a draft is nobody’s to see, and neither is one that is not verified', async () => {
    const draft = await people(parley);
    await draft.buyer.drafts({ items: [{ lineId: 'lamp', quantity: 1 }] });
    const { id: hidden } = await shows(draft.buyer, await photoBytes());
    expect((await draft.arbitrator.request('post', `/v1/evidence/${hidden}/views`, { reason: REASON })).status).toBe(404);
    const pending = await story.seller.does<{ id: string }>('evidence', { fileName: 'a.jpg', mediaType: 'image/jpeg', size: 9, sha256: 'a'.repeat(64) });
    expect((await story.arbitrator.request('post', `/v1/evidence/${pending.id}/views`, { reason: REASON })).status).toBe(404);
  });

  it('asked for twice under one key is one look with one address, also at once', async () => {
    const key = { 'idempotency-key': `look-${id}` };
    const answers = await Promise.all(Array.from({ length: 4 }, () => looks(story.arbitrator, REASON, key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await log(story.buyer)).data).toHaveLength(1);
    expect((await looks(story.arbitrator, 'Another reason altogether.', key)).body).toMatchObject({ code: 'idempotency_key_reused' });
    expect((await story.arbitrator.request('post', `/v1/evidence/${id}/views`, { reason: REASON }, { 'idempotency-key': '' })).body)
      .toMatchObject({ code: 'idempotency_key_required' });
  });
});

describe('The access log', () => {
  it('is for the parties and staff', async () => {
    await expect(log(story.stranger)).rejects.toMatchObject({ status: 404 });
    await expect(log(story.marketplace)).rejects.toMatchObject({ status: 403 });
    await expect(log(story.anonymous)).rejects.toMatchObject({ status: 401 });
  });

  it('shows a party in staff’s clothes no names', async () => {
    await looks(story.arbitrator);
    expect((await log(await account(story, story.seller.sub, ['lead']))).data[0]?.by).toEqual({ role: 'arbitrator' });
  });

  it('comes in pages, newest first', async () => {
    for (let n = 1; n <= 3; n += 1) await looks(story.arbitrator, `Look number ${n} of three.`);
    const first = await log(story.buyer, '?limit=2');
    expect(first).toMatchObject({ hasMore: true, data: [{ reason: 'Look number 3 of three.' }, { reason: 'Look number 2 of three.' }] });
    expect(await log(story.buyer, `?limit=2&cursor=${first.nextCursor}`)).toMatchObject({ hasMore: false, nextCursor: null, data: [{ reason: 'Look number 1 of three.' }] });
    const other = await people(parley);
    await other.buyer.drafts();
    await expect(other.buyer.sees(`evidence-access?cursor=${first.nextCursor}`)).rejects.toMatchObject({ status: 400, code: 'malformed' });
  });

  it('cannot be changed', async () => {
    await looks(story.arbitrator);
    for (const change of [`UPDATE evidence_access SET reason = ''`, 'DELETE FROM evidence_access', 'TRUNCATE evidence_access']) {
      await expect(parley.sql.query(change)).rejects.toThrow('evidence_access is append-only');
    }
  });
});
