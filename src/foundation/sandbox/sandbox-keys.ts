import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Kept beside the embedded database, so that tokens in somebody's terminal survive a restart. */
const KEY_FILE = join(process.cwd(), '.parley', 'sandbox-key.pem');

export interface SandboxKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

let keys: SandboxKeys | undefined;

/** The key pair with which the sandbox signs and verifies its own tokens; made on first use, never outside the sandbox. */
export function sandboxKeys(): SandboxKeys {
  keys ??= pairOf(keptKey(KEY_FILE));
  return keys;
}

function pairOf(pem: string): SandboxKeys {
  const privateKey = createPrivateKey(pem);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** The key in the file, made if need be. A folder that cannot be written only means that tokens die with the process. */
export function keptKey(file: string): string {
  return readIfThere(file) ?? keep(file, freshKey());
}

function freshKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function keep(file: string, pem: string): string {
  try {
    mkdirSync(dirname(file), { recursive: true });
    placeWhole(file, pem);
    return pem;
  } catch {
    return readIfThere(file) ?? pem;
  }
}

/** Two processes may start at once: a link appears whole and only for the first, so both end with the same key. */
function placeWhole(file: string, pem: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, pem, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } finally {
    rmSync(draft);
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
