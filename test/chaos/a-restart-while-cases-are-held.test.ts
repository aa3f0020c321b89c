import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { escalatedCase, rulingFor } from '../support/cases.js';
import { queuedCase, staffMember } from '../support/desk.js';
import type { People } from '../support/people.js';
import type { Person } from '../support/person.js';
import { RunningApp } from '../support/running-app.js';
import type { SeenDispute } from '../support/seen.js';

let database: TestDatabase;
let running: RunningApp;

beforeAll(async () => {
  database = await createTestDatabase();
  running = await RunningApp.start(database);
}, 60_000);
afterAll(async () => {
  await running.stop();
  await database.drop();
});

/** The program ends as when the power fails, and is started again; the people of these stories go on with the new one. */
async function restart(stories: readonly People[], env?: Record<string, string>): Promise<void> {
  await running.dies();
  running = await RunningApp.start(database, env);
  for (const { scene } of stories) scene.http = running.http;
}

/** What twenty seconds of real time would do to the turn of a process that died. */
async function leaseRunsOut(): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('UPDATE case_taking SET leased_until = clock_timestamp()');
  await client.end();
}

const dueOf = ({ deadlines }: SeenDispute) => deadlines.map(({ kind, dueAt }) => [kind, dueAt]);

describe('A restart while cases are held', () => {
  it('leaves every case with its holder and every deadline where it was, and the deadlines go on', async () => {
    const [held, asked, waiting] = [await queuedCase(running), await queuedCase(running), await queuedCase(running)];
    const stories = [held, asked, waiting];
    await held.arbitrator.takes();
    await asked.secondArbitrator.takes();
    await asked.secondArbitrator.does('information-requests', { addressees: ['buyer'], questions: [{ text: 'How loud is it?' }] });
    const before = await Promise.all(stories.map(({ lead }) => lead.sees()));
    await restart(stories);
    const after = await Promise.all(stories.map(({ lead }) => lead.sees<SeenDispute & { holder?: string }>()));
    expect(after.map(({ state, holder }) => [state, holder])).toEqual([
      ['escalated.underReview', held.arbitrator.sub], ['escalated.awaitingInformation', asked.secondArbitrator.sub], ['escalated.queued', undefined],
    ]);
    expect(after.map(dueOf)).toEqual(before.map(dueOf));
    await expect(held.secondArbitrator.takes()).rejects.toMatchObject({ status: 409, code: 'case_held' });
    expect(await waiting.arbitrator.asks<SeenDispute>('post', '/v1/cases/take-next')).toMatchObject({ id: waiting.scene.disputeId });
    expect((await asked.buyer.sees()).waitingOn).toBe('buyer');
    // The silence ends the question, and the holder's time the holding: the clock stood still for nobody.
    await held.clock.passes('P3D');
    expect(await asked.secondArbitrator.waitsUntil('escalated.underReview')).toMatchObject({ holder: asked.secondArbitrator.sub, informationRequests: [{ status: 'lapsed', silent: ['buyer'] }] });
    await held.clock.passes('P2D');
    const back = await held.arbitrator.waitsUntil('escalated.queued');
    expect(back).not.toHaveProperty('holder');
    for (const { buyer } of stories) {
      expect((await buyer.sees<{ valid: boolean }>('audit')).valid).toBe(true);
      await buyer.withdraws();
    }
  }, 120_000);

  it('in the middle of a ruling, and of agreeing with one, keeps both; the money is paid once', async () => {
    const told = await escalatedCase(running, 60_000);
    const { arbitrator, secondArbitrator, lead, buyer, seller, scene } = told;
    const dies = async (who: Person, path: string, body?: object) => {
      const headers = { 'idempotency-key': randomUUID(), 'if-match': await who.version() };
      // Without a worker, which might have begun to pay when it dies: then nobody would go on before its lease is over.
      await restart([told], { FAILPOINTS: 'dispute-written', ROLE: 'api' });
      await expect(who.request('post', path, body, headers)).rejects.toThrow();
      await restart([told]);
      const again = await who.request('post', path, body, headers);
      expect([again.status < 300, again.headers['idempotency-replayed']]).toEqual([true, 'true']);
      return again.body as SeenDispute;
    };
    await arbitrator.takes();
    await arbitrator.doesHavingSeen('rulings', rulingFor(6_000));
    await seller.does('appeals', { ground: 'disproportionate', text: 'Too much for a hum.' });
    await secondArbitrator.takes();
    const large = rulingFor(55_000, { onAppeal: 'modify' });
    const { rulings } = await dies(secondArbitrator, `/v1/disputes/${scene.disputeId}/rulings`, large);
    expect(rulings).toMatchObject([{ status: 'in_force' }, { status: 'awaiting_approval' }]);
    expect(await buyer.sees()).toMatchObject({ state: 'appealed.underReview', rulings: [{ status: 'in_force' }] });
    const approved = await dies(lead, `/v1/rulings/${rulings.at(-1)!.id}/approve`);
    expect(approved.state).toBe('refunding.pending');
    const { refunds } = await buyer.waitsUntil('closed.ruled');
    expect(refunds).toMatchObject([{ amount: { amount: 55_000, currency: 'EUR' }, status: 'succeeded', attempts: 1 }]);
    const { valid, events } = await lead.sees<{ valid: boolean; events: { type: string }[] }>('audit');
    const once = ['appealRuled', 'rulingApproved', 'refundSucceeded'].map((type) => events.filter((event) => event.type === type).length);
    expect([valid, once]).toEqual([true, [1, 1, 1]]);
  }, 180_000);

  it('in the middle of taking one gives it to whoever asked, once, and the same request gets its answer', async () => {
    const told = await queuedCase(running);
    const nora = await staffMember(told, 'arbitrator-nora');
    await restart([told], { FAILPOINTS: 'dispute-written' });
    const key = { 'idempotency-key': randomUUID() };
    await expect(nora.request('post', '/v1/cases/take-next', undefined, key)).rejects.toThrow();
    await restart([told]);
    expect(await told.lead.sees()).toMatchObject({ state: 'escalated.underReview', holder: nora.sub });
    const again = await nora.request('post', '/v1/cases/take-next', undefined, key);
    expect([again.status, again.headers['idempotency-replayed'], (again.body as SeenDispute).id]).toEqual([200, 'true', told.scene.disputeId]);
    await expect(told.secondArbitrator.takes()).rejects.toMatchObject({ status: 409, code: 'case_held' });
    // Her turn at the queue was never ended: it runs out, and nobody waits for ever.
    await leaseRunsOut();
    await expect(nora.request('post', '/v1/cases/take-next')).resolves.toMatchObject({ status: 409, body: { code: 'no_case_to_take' } });
    const { events } = await told.lead.sees<{ events: { type: string }[] }>('audit');
    expect(events.filter(({ type }) => type === 'caseTaken')).toHaveLength(1);
  }, 120_000);
});
