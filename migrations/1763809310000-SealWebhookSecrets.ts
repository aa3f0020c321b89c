import type { MigrationInterface, QueryRunner } from 'typeorm';
import { webhookKeysFrom } from '../src/foundation/config/webhooks.js';
import { openedFor, sealedFor, type SealedSecret } from '../src/notifications/webhooks/secrets.js';

interface Kept<Secret> {
  id: string;
  secrets: Secret[];
}

type Plain = { secret: string; expiresAt: number | null };

/**
 * The secrets of webhook endpoints no longer lie open in the database. Where there are some, the key must be set
 * (WEBHOOK_SECRETS_KEY, docs/operations.md). Workers of the release before cannot sign any more: end them first.
 */
export class SealWebhookSecrets1763809310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await rewrite<Plain, SealedSecret>(runner, (id, { secret, expiresAt }) => ({ ...sealedFor(id, secret, webhookKeysFrom(process.env)), expiresAt }));
    await runner.query(`ALTER TABLE webhook_endpoint ADD CONSTRAINT webhook_endpoint_secrets_sealed CHECK (NOT jsonb_path_exists(secrets, '$[*].secret'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`ALTER TABLE webhook_endpoint DROP CONSTRAINT webhook_endpoint_secrets_sealed`);
    await rewrite<SealedSecret, Plain>(runner, (id, sealed) => ({ secret: openedFor(id, sealed, webhookKeysFrom(process.env)), expiresAt: sealed.expiresAt }));
  }
}

async function rewrite<From, To>(runner: QueryRunner, change: (id: string, secret: From) => To): Promise<void> {
  const endpoints = (await runner.query(`SELECT id, secrets FROM webhook_endpoint WHERE secrets <> '[]' FOR UPDATE`)) as Kept<From>[];
  for (const { id, secrets } of endpoints) {
    const changed = secrets.map((secret) => change(id, secret));
    await runner.query(`UPDATE webhook_endpoint SET secrets = $2::jsonb WHERE id = $1`, [id, JSON.stringify(changed)]);
  }
}
