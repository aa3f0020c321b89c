import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../../test/support/app.js';
import { refundIsDue as dueRefund } from '../../test/support/due-refund.js';
import { eventually } from '../../test/support/eventually.js';
import { RefundProvider, type Turn } from '../../test/support/refund-provider.js';
import { Workers } from '../foundation/workers/workers.js';
import { Paying } from './paying.service.js';

const provider = new RefundProvider();
let env: Record<string, string>;
/** Answers requests only; each story says when a worker comes. */
let api: TestApp;

beforeAll(async () => {
  env = await provider.listens();
  api = await bootApp({ roles: 'api', env });
});
afterAll(async () => {
  await api.close();
  await provider.closes();
});

const aWorker = (): Promise<TestApp> => bootApp({ roles: 'worker', database: api.database, env });

const refundIsDue = (turns: Turn[] = []) => dueRefund(api, provider, turns);

const attempts = (refundId: string) =>
  api.sql.query<{ kind: string; outcome: string | null; withheld: boolean }>('SELECT kind, outcome, withheld FROM refund_attempt WHERE refund_id = $1 ORDER BY started_at, kind', [refundId]);
/** The time a dead process's lease takes to run out has passed. */
const leasesRunOut = () => api.sql.query(`UPDATE refund_attempt SET leased_until = clock_timestamp() - interval '1 second' WHERE finished_at IS NULL`);

/** A worker process that dies where the failpoint stands; resolves when it is dead. */
async function workerDiesAt(failpoint: string): Promise<number | null> {
  const settings = { DATABASE_URL: api.database.url, SANDBOX: '1', ROLE: 'worker', PORT: '0', LOG_LEVEL: 'silent', SWEEP_INTERVAL_MS: '20', FAILPOINTS: failpoint };
  const child = spawn(process.execPath, [new URL('../../dist/src/main.js', import.meta.url).pathname], { env: { ...process.env, ...settings, ...env }, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

describe('A worker that dies', () => {
  it('after the provider has paid and before anybody knows: the same key is used again, and it is one payment', async () => {
    const { buyer, refundId } = await refundIsDue();
    expect(await workerDiesAt('refund-called')).toBe(86);
    expect(provider.told(refundId)).toEqual(['requested -1']);
    expect([await buyer.sees(), await attempts(refundId)]).toMatchObject([{ state: 'refunding.pending' }, [{ kind: 'send', outcome: null }]]);
    await leasesRunOut();
    const worker = await aWorker();
    await buyer.waitsUntil('closed.settled');
    await worker.close();
    expect(provider.told(refundId)).toEqual(['requested -1', 'requested -1']);
    expect(new Set(provider.heard.filter((message) => message.refundId === refundId).map(({ id }) => id))).toEqual(new Set([`${refundId}-1`]));
    expect([...provider.payments.keys()].filter((key) => key.startsWith(refundId))).toEqual([`${refundId}-1`]);
  });

  it('after the dispute knows and before the attempt is finished: nothing is left to do', async () => {
    const { buyer, refundId } = await refundIsDue();
    expect(await workerDiesAt('dispute-written')).toBe(86);
    expect(await buyer.sees()).toMatchObject({ state: 'closed.settled' });
    await leasesRunOut();
    const worker = await aWorker();
    await eventually(async () => (await worker.app.get(Workers).backlog('refunds')) === 0);
    await worker.close();
    expect(provider.told(refundId)).toEqual(['requested -1']);
  });
});

describe('Two workers', () => {
  it('send each of thirty refunds once, however many reach for them at the same moment', async () => {
    const due = await Promise.all(Array.from({ length: 30 }, () => refundIsDue()));
    const claimed = await Promise.all(Array.from({ length: 60 }, () => api.app.get(Paying).claim(30)));
    expect(claimed.flat().map(({ refundId }) => refundId).sort()).toEqual(due.map(({ refundId }) => refundId).sort());
    await leasesRunOut();
    const workers = await Promise.all([aWorker(), aWorker()]);
    await Promise.all(due.map(({ buyer }) => buyer.waitsUntil('closed.settled')));
    await Promise.all(workers.map((worker) => worker.close()));
    expect(due.map(({ refundId }) => provider.told(refundId))).toEqual(Array(30).fill(['requested -1']));
    const [{ paid } = { paid: 0 }] = await api.sql.query<{ paid: number }>(`SELECT sum(refunded)::bigint AS paid FROM order_line JOIN dispute USING (order_id) WHERE dispute.id = ANY($1)`, [due.map(({ refundId }) => refundId.replace('rf_', 'dp_'))]);
    expect(paid).toBe(30 * 12_000);
  });
});

describe('While a dispute is suspended', () => {
  it('a refund that was never sent is withheld: nobody asks, nobody sends that key, and the next one pays afterwards', async () => {
    const { buyer, clock, marketplace, refundId, refund } = await refundIsDue();
    await marketplace.reportsChargeback('opened');
    const worker = await aWorker();
    await clock.passes('PT23H');
    expect([await attempts(refundId), provider.told(refundId)]).toEqual([[], []]);
    await clock.passes('PT1H');
    expect(await refund()).toMatchObject({ status: 'failed', attempts: 1 });
    expect(await attempts(refundId)).toEqual([{ kind: 'send', outcome: 'failed', withheld: true }]);
    expect(await buyer.sees()).toMatchObject({ state: 'suspended' });
    await marketplace.reportsChargeback('ended');
    await clock.passes('PT1H');
    await worker.close();
    expect(await buyer.sees()).toMatchObject({ state: 'closed.settled' });
    expect(provider.told(refundId)).toEqual(['requested -2']);
  });

  it('a refund that was sent is only asked about, and arrives', async () => {
    const { buyer, clock, marketplace, refundId, refund } = await refundIsDue(['is deaf']);
    const worker = await aWorker();
    await eventually(async () => (await attempts(refundId))[0]?.outcome === 'no_answer');
    await marketplace.reportsChargeback('opened');
    await clock.passes('PT49H');
    expect(provider.told(refundId)).toEqual(['requested -1', 'status -1', 'status -1']);
    expect(await refund()).toMatchObject({ status: 'pending' });
    provider.payments.set(`${refundId}-1`, 12_000);
    await clock.passes('PT24H');
    await worker.close();
    expect(await refund()).toMatchObject({ status: 'succeeded' });
    await marketplace.reportsChargeback('ended');
    expect(await buyer.sees()).toMatchObject({ state: 'closed.settled' });
  });
});

describe('The sandbox clock', () => {
  it('waits for a payment that is due, but not for one that another gateway has to answer for', async () => {
    const { refundId } = await refundIsDue();
    const backlog = () => api.app.get(Workers).backlog('refunds');
    expect(await backlog()).toBe(1);
    const sandbox = await bootApp({ roles: 'api', database: api.database });
    expect(await sandbox.app.get(Workers).backlog('refunds')).toBe(1);
    await api.sql.query(
      `INSERT INTO refund_attempt (refund_id, key_no, ask_no, kind, withheld, gateway, started_at, leased_until) VALUES ($1, 1, 0, 'send', false, 'marketplace', parley_now(), clock_timestamp() + interval '29 seconds')`,
      [refundId],
    );
    expect([await backlog(), await sandbox.app.get(Workers).backlog('refunds')]).toEqual([1, 0]);
    await api.sql.query(`UPDATE refund_attempt SET leased_until = clock_timestamp() + interval '20 seconds' WHERE refund_id = $1`, [refundId]);
    expect(await backlog()).toBe(0);
    await leasesRunOut();
    expect(await backlog()).toBe(1);
    await sandbox.close();
  });
});
