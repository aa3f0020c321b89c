import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { headerOf } from '../support/mail-house.js';
import { MailServer } from '../support/mail-server.js';
import { verifiedPhotos } from '../support/opened.js';
import { people } from '../support/people.js';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const DISPUTES = 6;
const KILLS = 3;

const server = new MailServer();
let smtp: string;
let api: TestApp;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  smtp = await server.opens();
  api = await bootApp({ roles: 'api' });
});
afterAll(async () => {
  worker?.kill('SIGKILL');
  await server.closes();
  await api.close();
});

/** A worker process of its own, as it is run. */
function begins(): ChildProcess {
  const settings = {
    DATABASE_URL: api.database.url, ROLE: 'worker', SANDBOX: '1', PORT: '0', LOG_LEVEL: 'fatal', SWEEP_INTERVAL_MS: '20', DB_POOL: '4', SMTP_URL: smtp,
    MAIL_FROM: 'disputes@parley.example',
  };
  return spawn(process.execPath, [MAIN], { env: { ...process.env, NODE_OPTIONS: '', ...settings }, stdio: 'inherit' });
}

/** Without a chance to say goodbye. What real time would do is done at once: the leases run out. */
async function dies(dying: ChildProcess): Promise<void> {
  dying.kill('SIGKILL');
  if (dying.exitCode === null && dying.signalCode === null) await once(dying, 'exit');
  expect(dying.signalCode).toBe('SIGKILL');
  await api.sql.query(`UPDATE mail SET leased_until = clock_timestamp() WHERE leased_until IS NOT NULL`);
}

const letters = (): Promise<{ id: string; status: string }[]> => api.sql.query(`SELECT id, status FROM mail WHERE kind = 'event' ORDER BY id`);

describe('A worker that is killed in the middle of a conversation with the mail server', () => {
  it('loses no letter, and whoever continues sends it under the same Message-ID', async () => {
    for (let index = 0; index < DISPUTES; index += 1) {
      const all = await people(api);
      await all.marketplace.pushesOrder({ buyerEmail: `ana-${index}@mail.example`, sellerEmail: `lumen-${index}@mail.example` });
      await all.buyer.drafts();
      await verifiedPhotos(api, all);
      await all.buyer.opens();
    }
    for (let kill = 1; kill <= KILLS; kill += 1) {
      // One letter was said whole and not answered, others have only said to whom.
      server.moods.push('holds', 'mute', 'mute');
      worker = begins();
      await eventually(() => server.moods.length === 0 && server.received.length === kill, 30_000);
      await dies(worker);
      expect((await letters()).filter(({ status }) => status === 'sent')).toEqual([]);
    }
    worker = begins();
    await eventually(async () => (await letters()).every(({ status }) => status === 'sent'), 30_000);
    const all = (await letters()).map(({ id }) => `<${id}@parley.example>`);
    const came = Map.groupBy(server.received, (mail) => headerOf(mail, 'message-id'));
    console.log(`mail: ${KILLS} kills in a conversation, ${server.received.length} received of ${all.length} letters`);
    expect(all).toHaveLength(2 * DISPUTES);
    expect([...came.keys()].sort()).toEqual(all.sort());
    expect(server.received.length).toBeGreaterThanOrEqual(all.length + KILLS);
    // What came twice is one letter to its reader's program.
    for (const same of came.values()) expect(new Set(same.map(({ to, email }) => [to, email.subject, email.text, email.html].join('\n'))).size).toBe(1);
  });
});
