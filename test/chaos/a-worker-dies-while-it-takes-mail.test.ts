import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { messages } from '../support/correspondence.js';
import { eventually } from '../support/eventually.js';
import { composed, handsIn, INBOUND_SECRET, REPLY_DOMAIN } from '../support/inbound.js';
import { openDispute } from '../support/opened.js';
import { lists, photoBytes } from '../support/pieces.js';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
/** How a process ends at a failpoint. */
const DIED = 86;
const REPLIES = { MAIL_REPLY_DOMAIN: REPLY_DOMAIN, INBOUND_MAIL_SECRETS: INBOUND_SECRET };

let api: TestApp;

beforeAll(async () => {
  api = await bootApp({ roles: 'api', env: REPLIES });
});
afterAll(() => api.close());

/** A worker process of its own that dies at this place; resolves when it has. */
async function workerDiesAt(place: string): Promise<void> {
  const settings = { DATABASE_URL: api.database.url, ROLE: 'worker', SANDBOX: '1', PORT: '0', LOG_LEVEL: 'fatal', SWEEP_INTERVAL_MS: '20', DB_POOL: '4', FAILPOINTS: place, ...REPLIES };
  const worker = spawn(process.execPath, [MAIN], { env: { ...process.env, NODE_OPTIONS: '', ...settings }, stdio: 'inherit' });
  const [code] = await once(worker, 'exit');
  expect([place, code]).toEqual([place, DIED]);
}

const statusOf = async (id: string): Promise<string | undefined> =>
  (await api.sql.query<{ status: string }>(`SELECT status FROM inbound_mail WHERE id = $1`, [id]))[0]?.status;

describe('A worker dies with an answer in hand', () => {
  it.each(['reply-claimed', 'dispute-written', 'reply-said', 'mailed-evidence-declared', 'reply-done'])('at %s: the next one finishes, and everything is there once', async (place) => {
    // What opening makes others do is done before: the mail is what the worker meets.
    const quiet = await bootApp({ roles: 'worker', database: api.database, env: REPLIES });
    const all = await openDispute(api);
    const to = await eventually(async () => {
      const { data } = await all.clock.asks<{ data: { replyTo?: string; disputeId?: string; role: string }[] }>('get', '/v1/sandbox/mailbox?limit=100');
      return data.find(({ role, disputeId, replyTo }) => role === 'seller' && disputeId === all.scene.disputeId && replyTo !== undefined)?.replyTo;
    }, 30_000);
    await quiet.close();
    const raw = await composed({ from: 'lumen@mail.example', to, text: 'Here is the photo.', attachments: [{ filename: 'lamp.jpg', content: Buffer.from(await photoBytes()) }] });
    const { id } = (await (await handsIn(api, raw)).json()) as { id: string };
    await workerDiesAt(place);
    expect(await statusOf(id)).toBe('waiting');
    await api.sql.query(`UPDATE inbound_mail SET leased_until = clock_timestamp() WHERE id = $1`, [id]);
    const next = await bootApp({ roles: 'worker', database: api.database, env: REPLIES });
    await eventually(async () => (await statusOf(id)) === 'taken', 45_000);
    await eventually(async () => (await api.sql.query(`SELECT 1 FROM mail WHERE kind = 'reply' AND dispute_id = $1`, [all.scene.disputeId])).length === 1);
    await next.close();
    expect((await messages(all.buyer)).map(({ text }) => text)).toEqual(['Here is the photo.']);
    expect((await lists(all.seller)).data.filter(({ status }) => status === 'declared')).toEqual([expect.objectContaining({ fileName: 'lamp.jpg', awaitsConfirmation: true })]);
  });
});
