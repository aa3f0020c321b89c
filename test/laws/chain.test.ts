import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { brokenAt, commitment, linkHash } from '../../src/disputes/domain/chain.js';
import { ReadingService } from '../../src/disputes/reading.service.js';
import { bootApp, type TestApp } from '../support/app.js';
import { brokenAt as brokenOffline } from '../../tools/verify.mjs';
import { House } from './house.js';
import { REACH } from './reach.js';
import { logOf, type LogRow } from './written.js';

type LogCopy = Omit<LogRow, 'occurredAt'> & { readonly occurredAt: string };

let parley: TestApp;
let house: House;
let id: string;

beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
  house = new House(parley);
});
afterAll(() => parley.close());
beforeEach(async () => {
  id = await house.lived(REACH['appealed.awaitingApproval']);
});

/** What the audit of the dispute says: the first event that does not hold, or null. */
const audited = async () => (await parley.app.get(ReadingService).chain(id, { sub: 'lea', roles: ['lead'] })).brokenAt;

/** What somebody with the keys of the database could do: the log refuses it to everyone else. */
async function tampers(...statements: string[]): Promise<void> {
  await house.sql.query('ALTER TABLE dispute_event DISABLE TRIGGER dispute_event_append_only');
  for (const statement of statements) await house.sql.query(statement, [id]);
  await house.sql.query('ALTER TABLE dispute_event ENABLE TRIGGER dispute_event_append_only');
}

describe('The log', () => {
  it('holds as it was written', async () => {
    expect(await audited()).toBeNull();
  });

  it.each([
    ['UPDATE', `UPDATE dispute_event SET type = type WHERE seq = 1`],
    ['UPDATE of no row', `UPDATE dispute_event SET type = type WHERE false`],
    ['DELETE', `DELETE FROM dispute_event WHERE seq = 1`],
    ['TRUNCATE', `TRUNCATE dispute_event`],
    ['TRUNCATE with all that hangs on it', `TRUNCATE dispute CASCADE`],
  ])('refuses %s', async (_what, statement) => {
    await expect(house.sql.query(statement)).rejects.toMatchObject({ message: 'dispute_event is append-only' });
  });
});

describe('A chain', () => {
  const shift = (by: number) => `UPDATE dispute_event SET seq = seq + ${by} WHERE dispute_id = $1`;
  const swap = [shift(1000) + ' AND seq IN (4, 5)', shift(-999) + ' AND seq = 1004', shift(-1001) + ' AND seq = 1005'];

  it.each([
    ['a changed text', 4, [`UPDATE dispute_event SET canonical = replace(canonical, 'damaged_by_user', 'minor_defect') WHERE dispute_id = $1 AND type = 'sellerRejected'`]],
    ['a changed text and hash', 6, [`UPDATE dispute_event SET canonical = canonical || ' ', hash = encode(sha256(convert_to(prev_hash || E'\\n' || canonical || ' ', 'UTF8')), 'hex') WHERE dispute_id = $1 AND seq = 5`]],
    ['what was offered', 5, [`UPDATE dispute_event SET input = jsonb_set(input, '{remedy,amount}', '1') WHERE dispute_id = $1 AND type = 'buyerOffered'`]],
    ['who did it', 5, [`UPDATE dispute_event SET actor = '{"role": "buyer", "id": "eve"}' WHERE dispute_id = $1 AND type = 'buyerOffered'`]],
    ['which arbitrator it was', 8, [`UPDATE dispute_event SET actor = jsonb_set(actor, '{id}', '"eve"') WHERE dispute_id = $1 AND seq = 8`]],
    ['when it happened', 5, [`UPDATE dispute_event SET occurred_at = occurred_at + interval '1 hour' WHERE dispute_id = $1 AND seq = 5`]],
    ['what staff kept to themselves', 12, [`UPDATE dispute_event SET input = jsonb_set(input, '{outcome}', '"uphold"') WHERE dispute_id = $1 AND seq = 12`]],
    ['a dropped event', 5, [`DELETE FROM dispute_event WHERE dispute_id = $1 AND seq = 5`]],
    ['a dropped event whose gap was closed', 5, [`DELETE FROM dispute_event WHERE dispute_id = $1 AND seq = 5`, `UPDATE dispute_event SET seq = seq - 1 WHERE dispute_id = $1 AND seq = 6`]],
    ['a dropped beginning', 1, [`DELETE FROM dispute_event WHERE dispute_id = $1 AND seq = 1`]],
    ['a dropped end', 12, [`DELETE FROM dispute_event WHERE dispute_id = $1 AND seq = 12`]],
    ['two events in another order', 4, swap],
  ])('breaks by %s', async (_what, seq, statements) => {
    await tampers(...statements);
    expect(await audited()).toBe(seq);
  });

  it('is checked by anybody who has a copy, without our code', async () => {
    const events = (await logOf(house.sql, id)).map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() }));
    const audit = { disputeId: id, head: events.at(-1)!.hash, events };
    const [third, fourth, fifth] = events.slice(2, 5) as [LogCopy, LogCopy, LogCopy];
    const copies: [number | null, LogCopy[]][] = [
      [null, events],
      [5, events.toSpliced(4, 1)],
      [4, events.toSpliced(3, 2, { ...fifth, seq: 4 }, { ...fourth, seq: 5 })],
      [5, events.with(4, { ...fifth, canonical: `${fifth.canonical} ` })],
      [5, events.with(4, { ...fifth, hash: fourth.hash })],
      [5, events.with(4, { ...fifth, prevHash: third.hash })],
      [5, events.with(4, { ...fourth, seq: 5, prevHash: fourth.hash, hash: linkHash(fourth.hash, fourth.canonical) })],
    ];
    for (const [seq, copy] of copies) expect([brokenAt(copy), brokenOffline({ ...audit, events: copy })?.seq ?? null]).toEqual([seq, seq]);
    expect(brokenOffline({ ...audit, events: events.slice(0, -1) })?.seq).toBe(12);
  });
});

describe('What the chain does not tell', () => {
  it('is who the arbitrators are, which the log itself can still prove', async () => {
    const staff = (await logOf(house.sql, id)).filter(({ actor }) => actor.role === 'arbitrator');
    expect(staff.length).toBeGreaterThan(3);
    for (const { canonical, actor } of staff) {
      expect(canonical).not.toMatch(/arturo|berta|carla/);
      expect(JSON.parse(canonical)).toMatchObject({ actor: { role: 'arbitrator', commitment: commitment(actor.salt!, actor.id) } });
    }
  });

  it('is any text', async () => {
    const log = await logOf(house.sql, id);
    expect(log.map(({ canonical, input }) => canonical + JSON.stringify(input)).join()).not.toMatch(/I have to say|broken|What about this/);
  });

  it('holds although texts and salts are erased, and nothing is left to guess them with', async () => {
    await house.does(id, { type: 'messageSent', role: 'arbitrator' });
    await house.does(id, { type: 'messageSent', role: 'buyer' });
    const salts = (await house.sql.query<{ salt: string }>(`SELECT salt FROM message WHERE dispute_id = $1 UNION ALL SELECT salt FROM event_text WHERE dispute_id = $1
      UNION ALL SELECT salt FROM offer WHERE dispute_id = $1 UNION ALL SELECT salt FROM ruling WHERE dispute_id = $1
      UNION ALL SELECT statement_salt FROM dispute WHERE id = $1`, [id])).map(({ salt }) => salt);
    expect(salts.length).toBeGreaterThan(8);
    for (const table of ['message', 'offer']) await house.sql.query(`UPDATE ${table} SET ${table === 'offer' ? 'message' : 'text'} = NULL, salt = NULL WHERE dispute_id = $1`, [id]);
    await house.sql.query('DELETE FROM event_text WHERE dispute_id = $1', [id]);
    await house.sql.query('UPDATE ruling SET document = NULL, salt = NULL WHERE dispute_id = $1', [id]);
    await house.sql.query('UPDATE dispute SET statement = NULL, statement_salt = NULL WHERE id = $1', [id]);
    expect(await audited()).toBeNull();
    const log = JSON.stringify(await logOf(house.sql, id));
    expect(salts.filter((salt) => salt !== null && log.includes(salt))).toEqual([]);
  });
});

describe('The check itself', () => {
  it('is no check of an empty list', async () => {
    expect(brokenAt(await logOf(house.sql, id))).toBeNull();
    await tampers('DELETE FROM dispute_event WHERE dispute_id = $1');
    expect(await audited()).toBe(1);
  });
});
