import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** What signs for an endpoint, and until when (epoch milliseconds, null: until it is replaced). The newest stands first. */
export interface Secret {
  readonly secret: string;
  readonly expiresAt: number | null;
}

/** How long the old secret still signs beside the new one: a receiver's next release is rarely further away. */
const OVERLAP_MS = 24 * 3_600_000;
const BYTES = 32;

export function newSecret(): Secret {
  return { secret: `whsec_${randomBytes(BYTES).toString('base64')}`, expiresAt: null };
}

/** A new secret first, and the one before it until its time is over: never more than two. */
export function rotated(secrets: readonly Secret[], now: number): Secret[] {
  return [newSecret(), ...secrets.slice(0, 1).map(({ secret }) => ({ secret, expiresAt: now + OVERLAP_MS }))];
}

const inForce = (secrets: readonly Secret[], now: number): readonly Secret[] => secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);

/** The headers of Standard Webhooks: one signature for each secret in force. */
export function signedHeaders(id: string, body: string, secrets: readonly Secret[], now: number): Record<string, string> {
  const at = new Date(now);
  return {
    'content-type': 'application/json',
    'user-agent': 'parley-webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': inForce(secrets, now).map(({ secret }) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
