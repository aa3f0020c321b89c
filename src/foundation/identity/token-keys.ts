import { createPublicKey, type KeyObject } from 'node:crypto';
import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import type { Config } from '../config/config.js';
import { sandboxKeys } from '../sandbox/sandbox-keys.js';

/** Signatures made with a private key only: a shared secret would let whoever verifies also issue. */
export const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512', 'EdDSA'];

/** The marketplace's keys could not be read, so nothing can be said about the token. */
export class KeysUnreachable extends Error {}

/** Where the key that verifies a token comes from: the marketplace's JWKS, one configured key, or the sandbox's own. */
export function tokenKeysFrom(config: Config): JWTVerifyGetKey {
  const { jwksUrl, publicKey } = config.tokens;
  if (config.sandbox) return always(sandboxKeys().publicKey);
  if (jwksUrl !== undefined) return keysAt(new URL(jwksUrl));
  if (publicKey !== undefined) return always(readPublicKey(publicKey));
  throw new Error('JWT_JWKS_URL or JWT_PUBLIC_KEY must be set');
}

function keysAt(url: URL): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(url, { timeoutDuration: 3_000, cooldownDuration: 30_000 });
  return async (header, token) => {
    try {
      return await remote(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      throw new KeysUnreachable('The JWKS cannot be read', { cause: error });
    }
  };
}

function always(key: KeyObject): JWTVerifyGetKey {
  return async () => key;
}

/** PEM or JWK. An environment variable often carries a PEM with its line ends escaped. */
function readPublicKey(text: string): KeyObject {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return createPublicKey({ key: JSON.parse(trimmed) as Record<string, string>, format: 'jwk' });
  return createPublicKey(trimmed.replaceAll('\\n', '\n'));
}
