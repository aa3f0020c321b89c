import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { Policy } from './domain/policy.js';
import { policySchema } from './policy.schema.js';

/** `policies/` lies at the project's root: one level above `src`, two above what was built from it. */
export function policiesFolder(from = dirname(fileURLToPath(import.meta.url))): string {
  const folder = join(from, 'policies');
  if (existsSync(folder)) return folder;
  if (from === dirname(from)) throw new Error('no folder "policies" above the program');
  return policiesFolder(dirname(from));
}

/** All released policies by id. A fault in any document stops the boot, and all faults are told at once. */
export function readPolicies(folder: string): ReadonlyMap<string, Policy> {
  const policies = new Map<string, Policy>();
  const faults: string[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const read = readPolicy(join(folder, file));
    if (Array.isArray(read)) faults.push(...read.map((fault) => `${file}: ${fault}`));
    else if (`${read.id}.json` !== file) faults.push(`${file}: id is ${read.id}, not the file's name`);
    else policies.set(read.id, deepFreeze(read));
  }
  if (faults.length > 0) throw new Error(`faulty policies:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return policies;
}

/** The drawing of every requirement, by its code. One that is missing stops the boot: its address stands in every checklist. */
export function readExamples(folder: string, policies: Iterable<Policy>): ReadonlyMap<string, Buffer> {
  const codes = new Set([...policies].flatMap(({ evidenceRequirements }) => Object.keys(evidenceRequirements)));
  return new Map([...codes].map((code) => [code, readFileSync(join(folder, 'examples', `${code}.webp`))]));
}

/** A policy that is not released: one to try. Throws with everything that is wrong with it. */
export function readPolicyFile(path: string): Policy {
  const read = readPolicy(path);
  if (Array.isArray(read)) throw new Error(`${path} is no policy:\n${read.map((fault) => `  ${fault}`).join('\n')}`);
  return deepFreeze(read);
}

/** The policy, or everything that is wrong with its document. */
function readPolicy(path: string): Policy | string[] {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return [`not JSON (${error instanceof Error ? error.message : String(error)})`];
  }
  const result = policySchema.safeParse(document);
  return result.success ? result.data : faultsOf(result.error);
}

const faultsOf = (error: z.ZodError): string[] =>
  error.issues.map(({ path, message }) => `${path.join('.') || '(document)'}: ${message}`);

/** The law must not be changed by whoever reads it. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
