import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObjectStore } from '../../src/evidence/object-store.js';
import { bootApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { openedWith } from '../support/opened.js';
import { account, people, type People } from '../support/people.js';
import type { Person } from '../support/person.js';
import { declares, downloads, lists, opensOriginal, photoBytes, seesPiece, sha256, type Bytes } from '../support/pieces.js';

interface Hold {
  isHeld: boolean;
  history: { reason: string; placedBy: string; lifted?: { by: string; reason: string } }[];
}

const REASON = 'Order of the court of Madrid, file 211.';

let parley: TestApp;
let story: People;
let id: string;
let bytes: Bytes;
/** What its owner called it; no other piece is called so. */
let name: string;

beforeAll(async () => {
  parley = await bootApp();
});
beforeEach(async () => {
  name = `child-${randomUUID()}`;
  bytes = await photoBytes();
  ({ story, piece: { id } } = await openedWith(parley, bytes, { fileName: `${name}.jpg`, caption: `Ana of ${name}` }));
});
afterAll(() => parley.close());

const store = () => parley.app.get(ObjectStore);
const erases = (who: Person, reasonCode = 'person_request', more: object = {}, headers = {}) =>
  who.request('post', `/v1/evidence/${id}/erasure`, { reasonCode, ...more }, headers);
const hold = (who: Person, method: 'get' | 'put' | 'delete', reason: unknown = REASON) =>
  who.request(method, `/v1/disputes/${story.scene.disputeId}/legal-hold`, method === 'get' ? undefined : { reason });
const ends = () => story.lead.closes('outside_policy', 'The order is not covered.');
const isErased = () => eventually(async () => {
  const [row] = await parley.sql.query<{ status: string }>('SELECT status FROM evidence WHERE id = $1', [id]);
  return row?.status === 'erased';
});

const events = async () => (await parley.sql.query<{ type: string }>('SELECT type FROM dispute_event WHERE dispute_id = $1', [story.scene.disputeId])).map(({ type }) => type);

/** Every row of every table, as text: what is erased may be in none. */
async function remembered(words: string): Promise<string[]> {
  const tables = await parley.sql.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await parley.sql.query(`SELECT 1 FROM "${name}" t WHERE strpos(t::text, $1) > 0 LIMIT 1`, [words]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe('A legal hold', () => {
  it('is placed and lifted by a lead, for a reason, and staff see its history', async () => {
    expect((await hold(story.arbitrator, 'get')).body).toEqual({ isHeld: false, history: [] });
    const placed = await hold(story.lead, 'put');
    expect([placed.status, placed.body]).toMatchObject([200, { isHeld: true, history: [{ reason: REASON, placedBy: story.lead.sub }] }]);
    expect((await hold(story.lead, 'put', 'Another reason for the same.')).body).toEqual(placed.body);
    const lifted = await hold(story.lead, 'delete', 'The court has closed its file.');
    expect([lifted.status, lifted.body]).toMatchObject([200, { isHeld: false, history: [{ reason: REASON, lifted: { by: story.lead.sub, reason: 'The court has closed its file.' } }] }]);
    await hold(story.lead, 'put', 'The court has opened it again.');
    expect((await hold(story.arbitrator, 'get')).body as Hold).toMatchObject({ isHeld: true, history: [{ reason: 'The court has opened it again.' }, { reason: REASON }] });
  });

  it('is nobody else’s: not a party’s, not an arbitrator’s, not a lead’s who is a party', async () => {
    for (const who of [story.buyer, story.seller, story.stranger, story.marketplace]) {
      for (const method of ['get', 'put', 'delete'] as const) expect([who.name, (await hold(who, method)).status]).toEqual([who.name, 403]);
    }
    for (const method of ['put', 'delete'] as const) expect((await hold(story.arbitrator, method)).status).toBe(403);
    const partial = await account(story, story.buyer.sub, ['lead']);
    for (const method of ['get', 'put', 'delete'] as const) expect((await hold(partial, method)).status).toBe(403);
    expect((await hold(story.lead, 'get')).body).toEqual({ isHeld: false, history: [] });
  });

  it('needs a reason, a dispute that is open to staff, and something to lift', async () => {
    expect([(await hold(story.lead, 'put', 'no')).status, (await hold(story.lead, 'put', null)).status]).toEqual([422, 422]);
    expect((await hold(story.lead, 'delete')).status).toBe(404);
    const draft = await people(parley);
    await draft.buyer.drafts();
    expect((await draft.lead.request('put', `/v1/disputes/${draft.scene.disputeId}/legal-hold`, { reason: REASON })).status).toBe(404);
  });

  it('placed five times at once is one', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => hold(story.lead, 'put')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(((await hold(story.lead, 'get')).body as Hold).history).toHaveLength(1);
  });

  it('keeps evidence from being erased by anybody, until it is lifted', async () => {
    await ends();
    await hold(story.lead, 'put');
    expect((await erases(story.buyer)).body).toMatchObject({ status: 409, code: 'legal_hold' });
    expect((await erases(story.lead)).body).toMatchObject({ code: 'legal_hold' });
    expect((await erases(story.marketplace, 'court_order')).body).toMatchObject({ code: 'legal_hold' });
    expect(await seesPiece(story.seller, id)).toMatchObject({ status: 'available' });
    await hold(story.lead, 'delete', 'The court has closed its file.');
    expect((await erases(story.lead)).status).toBe(202);
    await isErased();
  });

  it('and a grant at the same moment: one of them wins, whole', async () => {
    await ends();
    for (let round = 0; round < 5; round += 1) {
      const [held, erased] = await Promise.all([hold(story.lead, 'put'), erases(story.marketplace)]);
      expect(held.status).toBe(200);
      if (erased.status === 202) {
        await isErased();
        return;
      }
      expect(erased.body).toMatchObject({ code: 'legal_hold' });
      expect(await seesPiece(story.seller, id)).toMatchObject({ status: 'available' });
      await hold(story.lead, 'delete');
    }
  });
});

describe('Erasing a person’s evidence', () => {
  it('waits for the end of the dispute, is asked for by its owner and granted by a lead', async () => {
    expect((await erases(story.buyer)).body).toMatchObject({ status: 409, code: 'dispute_open' });
    expect((await erases(story.lead)).body).toMatchObject({ code: 'dispute_open' });
    await ends();
    const asked = await erases(story.buyer, 'person_request', { text: 'It shows my child.' });
    expect([asked.status, asked.body]).toMatchObject([202, { evidenceId: id, status: 'requested', reasonCode: 'person_request', text: 'It shows my child.' }]);
    expect((await erases(story.buyer, 'third_party')).body).toEqual(asked.body);
    expect(await seesPiece(story.seller, id)).toMatchObject({ status: 'available' });
    const granted = await erases(story.lead);
    expect([granted.status, granted.body]).toMatchObject([202, { status: 'granted', requestedAt: (asked.body as { requestedAt: string }).requestedAt }]);
    await isErased();
  });

  it('waits as long as the dispute may be opened again, and says until when', async () => {
    await story.buyer.withdraws();
    const refused = await erases(story.buyer);
    expect(refused.body).toMatchObject({ code: 'dispute_open', availableFrom: expect.any(String) });
  });

  it('does not wait where nobody may keep it', async () => {
    expect((await erases(story.buyer, 'unlawful_content')).body).toMatchObject({ code: 'dispute_open' });
    expect((await erases(story.marketplace, 'unlawful_content')).status).toBe(202);
    await isErased();
  });

  it('leaves no name, no caption, no hash, no rendition, no original - and the access log', async () => {
    const before = await seesPiece(story.buyer, id);
    expect((await remembered(name)).length).toBeGreaterThan(1);
    await opensOriginal(story.arbitrator, id);
    await ends();
    await erases(story.lead);
    // From this moment on, whatever is still to be deleted.
    for (const who of [story.buyer, story.seller, story.arbitrator]) {
      const piece = await seesPiece(who, id);
      expect(piece).toMatchObject({ id, status: 'erased', sealed: expect.any(Boolean), renditions: [] });
      for (const gone of ['fileName', 'sha256', 'caption', 'originalHref']) expect(piece).not.toHaveProperty(gone);
      expect((await lists(who)).data.find((listed) => listed.id === id)).toEqual(piece);
      for (const { href } of before.renditions) await expect(downloads(who, href)).rejects.toMatchObject({ status: 409, code: 'evidence_erased' });
    }
    await expect(opensOriginal(story.arbitrator, id)).rejects.toMatchObject({ code: 'evidence_erased' });
    await expect(story.buyer.asks('delete', `/v1/evidence/${id}`)).rejects.toMatchObject({ code: 'evidence_erased' });
    await isErased();
    expect([await remembered(name), await remembered(sha256(bytes))]).toEqual([[], []]);
    await eventually(async () => (await store().look(`${id}/1/original`)) === null && (await store().look(`${id}/1/preview`)) === null);
    expect((await story.seller.sees<{ data: object[] }>('evidence-access')).data).toMatchObject([{ evidenceId: id, what: 'original' }]);
    expect(await story.seller.sees('audit')).toMatchObject({ valid: true });
    expect((await events()).filter((type) => type === 'evidenceErased')).toHaveLength(1);
    expect((await story.seller.sees()).evidence).toContainEqual(expect.objectContaining({ id, status: 'erased' }));
  });

  it('is nobody’s but its owner’s, a lead’s and the marketplace’s', async () => {
    await ends();
    expect([(await erases(story.seller)).status, (await erases(story.arbitrator)).status]).toEqual([403, 403]);
    expect([(await erases(story.stranger)).status, (await erases(story.anonymous)).status]).toEqual([404, 401]);
    expect((await erases(await account(story, story.seller.sub, ['lead', 'marketplace']))).status).toBe(403);
    const ownerInCharge = await erases(await account(story, story.buyer.sub, ['lead']));
    expect(ownerInCharge.body).toMatchObject({ status: 'requested' });
    expect(await seesPiece(story.seller, id)).toMatchObject({ status: 'available' });
  });

  it('of what nobody has sent or checked is refused', async () => {
    const { id: announced } = await declares(story.seller, await photoBytes());
    expect((await story.seller.request('post', `/v1/evidence/${announced}/erasure`, { reasonCode: 'person_request' })).body).toMatchObject({ code: 'evidence_not_ready' });
    expect((await story.buyer.request('post', `/v1/evidence/${announced}/erasure`, { reasonCode: 'person_request' })).status).toBe(404);
    expect((await erases(story.buyer, 'because')).body).toMatchObject({ code: 'invalid', errors: [{ pointer: '/reasonCode' }] });
    expect((await erases(story.buyer, 'person_request', { text: '' })).status).toBe(422);
  });

  it('asked for five times at once, and again under one key, is one', async () => {
    await ends();
    const answers = await Promise.all(Array.from({ length: 5 }, () => erases(story.lead)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
    const key = { 'idempotency-key': `erase-${id}` };
    const again = await Promise.all(Array.from({ length: 3 }, () => erases(story.lead, 'person_request', {}, key)));
    expect(again.map(({ body }) => (body as { status: string }).status)).toEqual(['granted', 'granted', 'granted']);
    await isErased();
    expect(await parley.sql.query('SELECT 1 FROM evidence_erasure WHERE evidence_id = $1', [id])).toHaveLength(1);
  });
});
