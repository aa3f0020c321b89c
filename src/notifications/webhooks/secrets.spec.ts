import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { SealWebhookSecrets1763809310000 } from '../../../migrations/1763809310000-SealWebhookSecrets.js';
import { bootApp, type TestApp } from '../../../test/support/app.js';
import { createTestDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import { people, type People } from '../../../test/support/people.js';
import { verifies, WebhookSink, type SeenDelivery, type SeenEndpoint } from '../../../test/support/webhook-sink.js';
import { KeyRing } from '../../foundation/sealing/key-ring.js';
import { ResealingWorker } from './resealing.worker.js';
import { openedFor, type SealedSecret } from './secrets.js';

const [ONE, TWO] = ['one', 'two'].map((name) => `${name}:${randomBytes(32).toString('base64')}`) as [string, string];

let parley: TestApp;
let sink: WebhookSink;
let told: People;

beforeAll(async () => {
  parley = await bootApp({ env: { WEBHOOK_SECRETS_KEY: ONE, WEBHOOK_SPEED: '200000' } });
  sink = await WebhookSink.listen();
  told = await people(parley);
});
afterAll(async () => {
  await sink.close();
  await parley.close();
});

const endpoint = (path: string): Promise<SeenEndpoint> => told.marketplace.asks<SeenEndpoint>('post', '/v1/webhook-endpoints', { url: sink.url(path) });
const kept = async (id: string): Promise<SealedSecret[]> => (await parley.sql.query<{ secrets: SealedSecret[] }>('SELECT secrets FROM webhook_endpoint WHERE id = $1', [id]))[0]!.secrets;
const keep = (id: string, secrets: object): Promise<object[]> => parley.sql.query('UPDATE webhook_endpoint SET secrets = $2::jsonb WHERE id = $1', [id, JSON.stringify(secrets)]);
const errorsOf = async (id: string): Promise<(string | null)[]> => (await told.marketplace.asks<{ data: SeenDelivery[] }>('get', `/v1/webhook-endpoints/${id}/deliveries`)).data.map(({ lastError }) => lastError);

/** Everything a dump of the table would show. */
const dump = async (): Promise<string> => JSON.stringify(await parley.sql.query('SELECT e::text FROM webhook_endpoint e'));

describe('The secrets of webhooks', () => {
  it('lie in the database sealed, each for its own endpoint', async () => {
    const made = await endpoint('/sealed');
    const { secret: second } = await told.marketplace.asks<SeenEndpoint>('post', `/v1/webhook-endpoints/${made.id}/rotate-secret`);
    for (const secret of [made.secret, second]) expect(await dump()).not.toContain(secret.slice('whsec_'.length));
    expect(await dump()).not.toContain('whsec_');
    const keys = KeyRing.parse(ONE)!;
    expect((await kept(made.id)).map((sealed) => openedFor(made.id, sealed, keys))).toEqual([second, made.secret]);
    expect(() => openedFor('we_other', { sealed: '', expiresAt: null }, keys)).toThrow();
    await expect(keep(made.id, [{ secret: made.secret, expiresAt: null }])).rejects.toMatchObject({ constraint: 'webhook_endpoint_secrets_sealed' });
  });

  it('sign nothing when they were carried over from another endpoint, and everything when they are back', async () => {
    const [first, other] = [await endpoint('/first'), await endpoint('/other')];
    await sink.has('/first', 1);
    const [own, stolen] = [await kept(first.id), await kept(other.id)];
    await keep(first.id, stolen);
    await told.marketplace.asks('post', `/v1/webhook-endpoints/${first.id}/examples`, { type: 'offer.made' });
    await eventually(async () => (await errorsOf(first.id)).includes('secret_unreadable'));
    expect(sink.at('/first')).toHaveLength(1);
    await keep(first.id, own);
    const [, example] = await sink.has('/first', 2, 20_000);
    expect(verifies(first.secret, example!)).toMatchObject({ type: 'offer.made' });
  });

  it('go over to a new key by themselves; then the old one can be thrown away', async () => {
    const made = await endpoint('/rotating');
    const changing = await bootApp({ database: parley.database, env: { WEBHOOK_SECRETS_KEY: `${TWO},${ONE}` } });
    await eventually(async () => (await kept(made.id)).every(({ sealed }) => sealed.startsWith('v1.two.')));
    expect(await changing.app.get(ResealingWorker).reseal()).toBe(0);
    await changing.close();
    expect((await kept(made.id)).map((sealed) => openedFor(made.id, sealed, KeyRing.parse(TWO)!))).toEqual([made.secret]);
  });

  it('that were kept before they were sealed are sealed by the migration, and opened by the way back', async () => {
    const database = await createTestDatabase();
    const source = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    const runner = source.createQueryRunner();
    const migration = new SealWebhookSecrets1763809310000();
    const steps = async (way: 'up' | 'down') => {
      await runner.startTransaction();
      await migration[way](runner).then(() => runner.commitTransaction(), async (error: unknown) => {
        await runner.rollbackTransaction();
        throw error;
      });
    };
    const rows = async (): Promise<{ id: string; secrets: SealedSecret[] }[]> => (await runner.query('SELECT id, secrets FROM webhook_endpoint ORDER BY id')) as { id: string; secrets: SealedSecret[] }[];
    const plain = [{ secret: 'whsec_new', expiresAt: null }, { secret: 'whsec_old', expiresAt: 5 }];
    await steps('down');
    await runner.query(
      `INSERT INTO webhook_endpoint (id, url, status, secrets, owner_id, created_at, updated_at)
       SELECT i, 'https://' || i, s, k::jsonb, 'shop', now(), now() FROM (VALUES ('we_1', 'enabled', $1), ('we_2', 'deleted', '[]')) v(i, s, k)`, [JSON.stringify(plain)]);
    const [sandbox, key] = [process.env['SANDBOX'], process.env['WEBHOOK_SECRETS_KEY']];
    try {
      Object.assign(process.env, { SANDBOX: '0', WEBHOOK_SECRETS_KEY: '' });
      await expect(steps('up')).rejects.toThrow(/WEBHOOK_SECRETS_KEY: is missing/);
      expect((await rows())[0]?.secrets).toEqual(plain);
      process.env['WEBHOOK_SECRETS_KEY'] = ONE;
      await steps('up');
      const [sealed, deleted] = await rows();
      expect(JSON.stringify(sealed)).not.toContain('whsec_');
      expect([sealed!.secrets.map((one) => openedFor('we_1', one, KeyRing.parse(ONE)!)), sealed!.secrets.map(({ expiresAt }) => expiresAt), deleted!.secrets]).toEqual([['whsec_new', 'whsec_old'], [null, 5], []]);
      await steps('down');
      expect((await rows())[0]?.secrets).toEqual(plain);
    } finally {
      for (const [name, value] of [['SANDBOX', sandbox], ['WEBHOOK_SECRETS_KEY', key]] as const) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      await source.destroy();
      await database.drop();
    }
  });
});
