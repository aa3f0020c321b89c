import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../../../test/support/app.js';
import { openDispute } from '../../../test/support/opened.js';
import type { People } from '../../../test/support/people.js';
import type { SeenList } from '../../../test/support/seen.js';
import { PolicyService } from '../../policy/index.js';
import { replay, type LoggedEvent } from '../domain/replay.js';

let parley: TestApp;

beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
});
afterAll(() => parley.close());

const opened = (): Promise<People> => openDispute(parley);

describe('The history', () => {
  it('is told in words, proved by its chain, and gives the dispute when it is replayed', async () => {
    const { buyer, seller, arbitrator, marketplace, scene } = await opened();
    await seller.rejectsClaim();
    await buyer.escalates('Please decide.');
    await arbitrator.says('A note', { audience: 'staff' });
    await arbitrator.does('take');
    const { data } = await seller.sees<SeenList<{ seq: number; text: string; said?: object; actor: object }>>('timeline?limit=3');
    expect(data).toHaveLength(3);
    const seen = await buyer.sees<{ valid: boolean; head: string; events: { type: string; actor: object; canonical: string }[] }>('audit');
    expect(seen).toMatchObject({ valid: true, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(seen.events.map(({ type }) => type).slice(-2)).toEqual(['internal', 'caseTaken']);
    expect(JSON.stringify(seen)).not.toContain(arbitrator.sub);
    expect(JSON.stringify(await buyer.sees('timeline'))).not.toContain(arbitrator.sub);
    expect((await arbitrator.sees<typeof seen>('audit')).events.map(({ type }) => type).slice(-2)).toEqual(['messageSent', 'caseTaken']);
    await expect(marketplace.sees('audit')).rejects.toMatchObject({ status: 403 });
    expect(await buyer.asks('get', `/v1/disputes/${scene.disputeId}?include=timeline`)).toMatchObject({ recentEvents: expect.any(Array) });
    const chart = await buyer.request('get', `/v1/disputes/${scene.disputeId}/chart.svg`);
    expect([chart.status, chart.headers['content-type'], chart.body.toString()]).toEqual([200, 'image/svg+xml', expect.stringContaining('id="s-escalated-underReview" class="node current"')]);
  });

  it('replayed from its rows gives every dispute there is', async () => {
    const disputes = await parley.sql.query<{ id: string; state: string; facts: object; seq: number; version: number; policy: string }>('SELECT * FROM dispute');
    for (const { id, state, facts, seq, version, policy } of disputes) {
      const rows = await parley.sql.query<{ seq: number; type: string; input: object; actor: LoggedEvent['actor']; occurred_at: Date }>(
        'SELECT * FROM dispute_event WHERE dispute_id = $1 ORDER BY seq', [id],
      );
      const log = rows.map((row) => ({ seq: row.seq, event: { ...row.input, type: row.type } as LoggedEvent['event'], actor: row.actor, at: row.occurred_at.getTime() }));
      expect(replay(id, parley.app.get(PolicyService).get(policy), log)).toMatchObject({ state, facts, seq, version });
    }
    expect(disputes.length).toBeGreaterThanOrEqual(1);
  });

  it('can be verified offline, and a changed, dropped or cut event is found', async () => {
    const { buyer } = await opened();
    const audit = await buyer.sees<{ events: { canonical: string }[] }>('audit');
    const folder = mkdtempSync(join(tmpdir(), 'parley-verify-'));
    const verify = async (name: string, document: unknown) => {
      const path = join(folder, `${name}.json`);
      writeFileSync(path, JSON.stringify(document));
      return promisify(execFile)(process.execPath, ['tools/verify.mjs', path]).then(
        ({ stdout }) => ({ code: 0, said: stdout }),
        (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
      );
    };
    const changed = audit.events.map((event, at) => (at === 2 ? { ...event, canonical: event.canonical.replace('photo', 'video') } : event));
    expect(await verify('whole', audit)).toMatchObject({ code: 0, said: expect.stringContaining('4 events verify') });
    expect(await verify('changed', { ...audit, events: changed })).toMatchObject({ code: 1, said: expect.stringContaining('event 3') });
    expect(await verify('dropped', { ...audit, events: audit.events.filter((_, at) => at !== 1) })).toMatchObject({ code: 1, said: expect.stringContaining('event 2') });
    expect(await verify('cut', { ...audit, events: audit.events.slice(0, 3) })).toMatchObject({ code: 1, said: expect.stringContaining('event 4') });
    expect(await verify('nothing', { a: 1 })).toMatchObject({ code: 2 });
    rmSync(folder, { recursive: true });
  });
});
