import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { KeyRing } from '../../foundation/sealing/key-ring.js';

/** What signs for an endpoint, sealed, and until when (epoch milliseconds, null: until it is replaced). The newest stands first. */
export interface SealedSecret {
  readonly sealed: string;
  readonly expiresAt: number | null;
}

/** Whose secrets they are, and which. */
export interface Secrets {
  readonly endpointId: string;
  readonly secrets: readonly SealedSecret[];
}

/** How long the old secret still signs beside the new one: a receiver's next release is rarely further away. */
const OVERLAP_MS = 24 * 3_600_000;
const BYTES = 32;

export const newSecret = (): string => `whsec_${randomBytes(BYTES).toString('base64')}`;

/** What is sealed for one endpoint opens for no other. */
const purposeOf = (endpointId: string): string => `webhook endpoint ${endpointId}`;

/** A secret as it is kept. */
export function sealedFor(endpointId: string, secret: string, keys: KeyRing): SealedSecret {
  return { sealed: keys.seal(secret, purposeOf(endpointId)), expiresAt: null };
}

/** @throws {SealBroken} */
export const openedFor = (endpointId: string, { sealed }: SealedSecret, keys: KeyRing): string => keys.open(sealed, purposeOf(endpointId));

/** A new secret first, and the one before it until its time is over: never more than two. */
export function rotated({ endpointId, secrets }: Secrets, secret: string, keys: KeyRing, now: number): SealedSecret[] {
  return [sealedFor(endpointId, secret, keys), ...secrets.slice(0, 1).map(({ sealed }) => ({ sealed, expiresAt: now + OVERLAP_MS }))];
}

/** The same secrets under the newest key; null where they are already. */
export function sealedAnew({ endpointId, secrets }: Secrets, keys: KeyRing): SealedSecret[] | null {
  if (secrets.every(({ sealed }) => keys.isCurrent(sealed))) return null;
  return secrets.map((secret) => ({ ...sealedFor(endpointId, openedFor(endpointId, secret, keys), keys), expiresAt: secret.expiresAt }));
}

const inForce = ({ endpointId, secrets }: Secrets, keys: KeyRing, now: number): string[] =>
  secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now).map((secret) => openedFor(endpointId, secret, keys));

/** The headers of Standard Webhooks: one signature for each secret in force. Throws where a secret cannot be opened. */
export function signedHeaders(id: string, body: string, secrets: Secrets, keys: KeyRing, now: number): Record<string, string> {
  const at = new Date(now);
  return {
    'content-type': 'application/json',
    'user-agent': 'parley-webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': inForce(secrets, keys, now).map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
