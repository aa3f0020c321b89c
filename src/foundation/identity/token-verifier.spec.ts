import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { loadConfig, type Config } from '../config/config.js';
import { Problem } from '../problems/problem.js';
import { tokenKeysFrom } from './token-keys.js';
import { TokenVerifier } from './token-verifier.js';

const HOUR = 3_600;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = publicKey.export({ type: 'spki', format: 'pem' }).toString();

const SETTINGS = {
  DATABASE_URL: 'postgres://localhost/parley',
  S3_ENDPOINT: 'http://localhost:9000',
  S3_BUCKET: 'evidence',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'secret',
  JWT_ISSUER: 'https://shop.example',
  JWT_AUDIENCE: 'parley',
  REFUND_WEBHOOK_URL: 'https://shop.example/refunds',
  REFUND_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
  WEBHOOK_SECRETS_KEY: `1:${Buffer.alloc(32, 1).toString('base64')}`,
};

function verifierWith(config: Config): TokenVerifier {
  return new TokenVerifier(config, tokenKeysFrom(config));
}

const seconds = () => Math.floor(Date.now() / 1000);
const good = (): JWTPayload => ({ iss: 'https://shop.example', aud: 'parley', sub: 'buyer-ana', iat: seconds(), exp: seconds() + HOUR });

function sign(claims: JWTPayload, key: KeyObject = privateKey, alg = 'ES256'): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg, kid: 'shop-1' }).sign(key);
}

async function refusal(verifier: TokenVerifier, token: string): Promise<Problem> {
  const outcome: unknown = await Promise.resolve(verifier.verify(token)).catch((error: unknown) => error);
  if (!(outcome instanceof Problem)) throw new Error(`was accepted as ${JSON.stringify(outcome)}`);
  return outcome;
}

describe('A token', () => {
  const verifier = verifierWith(loadConfig({ ...SETTINGS, JWT_PUBLIC_KEY: PEM }));

  it('names its caller, the roles we know and the language', async () => {
    const token = await sign({ ...good(), roles: ['lead', 'shop-admin', 7], locale: 'es-MX' });
    expect(await verifier.verify(token)).toEqual({ sub: 'buyer-ana', roles: ['lead'], locale: 'es' });
  });

  it('is not examined twice within minutes', async () => {
    const token = await sign(good());
    expect(verifier.verify(token)).toBeInstanceOf(Promise);
    await verifier.verify(token);
    expect(verifier.verify(token)).toEqual({ sub: 'buyer-ana', roles: [] });
  });

  const wrong: [string, () => Promise<string>][] = [
    ['from another issuer', () => sign({ ...good(), iss: 'https://other.example' })],
    ['for another audience', () => sign({ ...good(), aud: 'billing' })],
    ['without an audience', () => sign({ ...good(), aud: undefined })],
    ['signed by a stranger', () => sign(good(), stranger.privateKey)],
    ['signed with another kind of key', () => sign(good(), rsa.privateKey, 'RS256')],
    ['signed with the public key as a shared secret', () => new SignJWT(good()).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(PEM))],
    ['not signed at all', async () => new UnsecuredJWT(good()).encode()],
    ['that never expires', () => sign({ ...good(), exp: undefined })],
    ['that does not say since when', () => sign({ ...good(), iat: undefined })],
    ['of nobody', () => sign({ ...good(), sub: undefined })],
    ['of an empty name', () => sign({ ...good(), sub: '' })],
    ['of a name that is a number', () => sign({ ...good(), sub: 7 as unknown as string })],
    ['of a name with a line break', () => sign({ ...good(), sub: 'ana\nlead' })],
    ['that has expired', () => sign({ ...good(), iat: seconds() - 2 * HOUR, exp: seconds() - HOUR })],
    ['from the future', () => sign({ ...good(), iat: seconds() + HOUR, exp: seconds() + 2 * HOUR })],
    ['that is not valid yet', () => sign({ ...good(), nbf: seconds() + HOUR })],
    ['that lives longer than a day', () => sign({ ...good(), exp: seconds() + 24 * HOUR + 60 })],
    ['that is no token', async () => 'abc'],
  ];

  it.each(wrong)('%s is refused', async (_what, made) => {
    const refused = await refusal(verifier, await made());
    expect(refused.code).toBe('unauthenticated');
    expect(refused.headers?.['WWW-Authenticate']).toBe('Bearer realm="parley", error="invalid_token"');
  });
});

describe('A key set', () => {
  const published = { keys: [] as unknown[], status: 200 };
  const server = createServer((_request, response) => {
    response.writeHead(published.status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: published.keys }));
  });
  let settings: Record<string, string>;

  beforeAll(async () => {
    published.keys = [{ ...(await exportJWK(publicKey)), kid: 'shop-1', alg: 'ES256' }];
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    settings = { ...SETTINGS, JWT_JWKS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks` };
  });
  afterAll(() => void server.close());

  it('verifies what its keys have signed', async () => {
    const caller = await verifierWith(loadConfig(settings)).verify(await sign(good()));
    expect(caller).toEqual({ sub: 'buyer-ana', roles: [] });
  });

  it('without the key refuses the token', async () => {
    const token = await new SignJWT(good()).setProtectedHeader({ alg: 'ES256', kid: 'unknown' }).sign(privateKey);
    expect((await refusal(verifierWith(loadConfig(settings)), token)).code).toBe('unauthenticated');
  });

  it('out of reach does not blame the token', async () => {
    published.status = 500;
    const refused = await refusal(verifierWith(loadConfig(settings)), await sign(good()));
    expect([refused.code, refused.headers?.['Retry-After']]).toEqual(['unavailable', '5']);
  });
});
