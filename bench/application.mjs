import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';
import { endGroup, guard } from '../tools/embedded/guardian.mjs';
import { anyFreePort } from '../tools/embedded/ports.mjs';
import { accounts, MARKETPLACE } from './names.mjs';

const PROJECT = fileURLToPath(new URL('../', import.meta.url));
const PROFILES = '.parley/bench';
const ISSUER = 'https://bench.parley.invalid';
const READY_WITHIN_MS = 30_000;

/** A house as in production: tokens are somebody else's and only their public key is known here, workers run elsewhere. */
export function settingsFor(databaseUrl, port, publicKey) {
  return {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    ROLE: 'api',
    SANDBOX: '0',
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    DRAIN_MS: '0',
    JWT_ISSUER: ISSUER,
    JWT_PUBLIC_KEY: publicKey,
    REFUND_GATEWAY: 'marketplace',
    REFUND_WEBHOOK_URL: 'http://127.0.0.1:9/refunds',
    REFUND_WEBHOOK_SECRET: `whsec_${Buffer.alloc(24, 1).toString('base64')}`,
    WEBHOOK_SECRETS_KEY: `bench:${Buffer.alloc(32, 1).toString('base64')}`,
    S3_ENDPOINT: 'http://127.0.0.1:9',
    S3_BUCKET: 'parley',
    S3_ACCESS_KEY_ID: 'bench',
    S3_SECRET_ACCESS_KEY: 'bench',
  };
}

/** The marketplace's side of identity: a key pair and one token for every account, and for every arbitrator that is named. */
export async function makeTokens(arbitrators = []) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rolesOf = (sub) => (arbitrators.includes(sub) ? ['arbitrator'] : sub === MARKETPLACE ? ['marketplace'] : []);
  const token = (sub) =>
    new SignJWT({ roles: rolesOf(sub) }).setProtectedHeader({ alg: 'ES256' }).setSubject(sub).setIssuer(ISSUER).setAudience('parley').setIssuedAt().setExpirationTime('2h').sign(privateKey);
  const tokens = Object.fromEntries(await Promise.all([...accounts(), ...arbitrators].map(async (sub) => [sub, await token(sub)])));
  return { tokens, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

/** The product as operators run it: one process of its own. */
export async function startApi({ databaseUrl, publicKey, nodeFlags, profile }) {
  const port = await anyFreePort();
  mkdirSync(`${PROJECT}${PROFILES}`, { recursive: true });
  const flags = [...nodeFlags, ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`] : [])];
  const env = { ...process.env, ...settingsFor(databaseUrl, port, publicKey) };
  const child = spawn(process.execPath, [...flags, 'dist/src/main.js'], { cwd: PROJECT, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const guardian = guard(['/bin/kill', '-TERM', '--', `-${child.pid}`]);
  const ended = once(child, 'close');
  await untilAlive(`http://127.0.0.1:${port}/health/live`, child);
  return {
    port,
    pid: child.pid,
    async stop() {
      guardian.release();
      endGroup(child.pid, 'SIGTERM');
      await ended;
    },
  };
}

async function untilAlive(url, child) {
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  while (child.exitCode === null && performance.now() < giveUpAt) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the API did not start');
}
