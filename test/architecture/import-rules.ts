import type { Import } from './source-imports.js';

/** Which context may know which others (architecture.md, "The house"). Nothing points back; everything may use foundation. */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  foundation: [],
  policy: [],
  orders: ['policy'],
  disputes: ['orders', 'policy'],
  evidence: ['disputes', 'policy'],
  escalation: ['disputes', 'evidence', 'policy'],
  refunds: ['disputes'],
  help: ['disputes', 'policy'],
  notifications: ['orders', 'disputes', 'evidence', 'escalation', 'refunds', 'policy'],
};

/** Folders named after nothing: what is in them belongs to whoever it knows about. */
const NOWHERE = /(?:^|\/)(?:utils?|common|shared|helpers?|misc|lib)\//;
const POLICY_TYPES = 'policy/domain/policy.ts';
const RELATIONS = ['ManyToOne', 'OneToMany', 'OneToOne', 'ManyToMany'];

/** The pure packages that single files of a domain are made of: the machine, canonical text and its hash, durations. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  'disputes/domain/dispute.machine.ts': ['xstate'],
  'disputes/domain/decide.ts': ['xstate'],
  'disputes/domain/chain.ts': ['canonicalize', 'node:crypto'],
  'policy/domain/durations.ts': ['tinyduration'],
  'escalation/domain/business-time.ts': ['temporal-polyfill'],
};

/** What SQL is made of: also the statements' idempotency pieces and the hash of a stored content. */
const STORE_PACKAGES = ['typeorm', '@nestjs/typeorm', '@nestjs/common', 'canonicalize', 'node:crypto'];
const STORE_FOUNDATION = ['database', 'idempotency'];
/** Requests, bodies and what is said in words. Of fastify only the types: requests come through decorators. */
const HTTP_PACKAGES = ['@nestjs/common', '@nestjs/swagger', 'class-validator', 'class-transformer', 'intl-messageformat'];
const HTTP_TYPES = ['fastify'];
const DATABASE_PACKAGES = ['typeorm', '@nestjs/typeorm', 'pg'];

export const contextOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : '');
const roomOf = (path: string): string => (path.split('/').length > 2 ? (path.split('/')[1] ?? '') : '');
const isSpec = (path: string): boolean => path.endsWith('.spec.ts');
const isBusiness = (context: string): boolean => context !== '' && context !== 'foundation';

type Rule = (found: Import) => boolean;

/** Reaches for another context or foundation; `context` is the importing one. */
const crosses = ({ from, to, inside }: Import): boolean => inside && !to.startsWith('..') && contextOf(to) !== contextOf(from);
const toBusiness = (found: Import): boolean => crosses(found) && isBusiness(contextOf(found.to));
const policyTypes = ({ from, to, typeOnly }: Import): boolean => roomOf(from) === 'domain' && to === POLICY_TYPES && typeOnly;

function domainStrays({ from, to, inside, typeOnly }: Import): boolean {
  if (!inside) return !(PURE[from] ?? []).includes(to);
  const own = contextOf(to) === contextOf(from) && roomOf(to) === 'domain';
  return !own && !(to === POLICY_TYPES && typeOnly);
}

function storeStrays({ from, to, inside, typeOnly }: Import): boolean {
  if (!inside) return !STORE_PACKAGES.includes(to);
  if (contextOf(to) === 'foundation') return !STORE_FOUNDATION.includes(to.split('/')[1] ?? '');
  if (contextOf(to) !== contextOf(from)) return false;
  // The aggregate that a row is read into is a shape in the context's own hall.
  return !['domain', 'store'].includes(roomOf(to)) && !(roomOf(to) === '' && typeOnly);
}

function httpStrays({ from, to, inside, typeOnly }: Import): boolean {
  if (!inside) return !HTTP_PACKAGES.includes(to) && !(typeOnly && HTTP_TYPES.includes(to));
  if (to.startsWith('foundation/database')) return true;
  return contextOf(to) === contextOf(from) && roomOf(to) === 'store' && !typeOnly;
}

/** Each rule by its name: true where an import breaks it. */
export const RULES: Readonly<Record<string, Rule>> = {
  'foundation knows no business': (found) => contextOf(found.from) === 'foundation' && toBusiness(found),
  'contexts follow the arrows': (found) => isBusiness(contextOf(found.from)) && toBusiness(found) && !(ARROWS[contextOf(found.from)] ?? []).includes(contextOf(found.to)),
  'contexts enter by the door': (found) => toBusiness(found) && found.to !== `${contextOf(found.to)}/index.ts` && !policyTypes(found) && !isSpec(found.from),
  'nobody leaves by their own door': ({ from, to }) => isBusiness(contextOf(from)) && to === `${contextOf(from)}/index.ts`,
  'a domain is pure': (found) => isBusiness(contextOf(found.from)) && roomOf(found.from) === 'domain' && !isSpec(found.from) && domainStrays(found),
  'a store knows its domain and SQL': (found) => isBusiness(contextOf(found.from)) && roomOf(found.from) === 'store' && !isSpec(found.from) && storeStrays(found),
  'http knows no database': (found) => isBusiness(contextOf(found.from)) && roomOf(found.from) === 'http' && !isSpec(found.from) && httpStrays(found),
  'SQL lives in the store': ({ from, to }) =>
    isBusiness(contextOf(from)) && !['store', 'domain', 'http'].includes(roomOf(from)) && !isSpec(from) && DATABASE_PACKAGES.includes(to),
  'no forwardRef': ({ names }) => names.includes('forwardRef'),
  'the product does not import its tests': ({ from, to }) => !isSpec(from) && (to.startsWith('../test') || isSpec(to)),
};

/** Judged by where a file stands, whether or not it imports anything. */
export const PLACES: Readonly<Record<string, (path: string) => boolean>> = {
  'a folder is a known context': (path) => contextOf(path) !== '' && !(contextOf(path) in ARROWS),
  'no folder is named after nothing': (path) => NOWHERE.test(path),
};

export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

export function violationsOf(paths: readonly string[], imports: readonly Import[]): Violation[] {
  const misplaced = paths.flatMap((from) => Object.entries(PLACES).flatMap(([rule, isWrong]) => (isWrong(from) ? [{ rule, from, to: '' }] : [])));
  const broken = imports.flatMap((found) =>
    Object.entries(RULES).flatMap(([rule, isBroken]) => (isBroken(found) ? [{ rule, from: found.from, to: found.to }] : [])),
  );
  return [...misplaced, ...broken, ...relationsAcross(imports)];
}

/** A file that declares TypeORM relations and knows another context ties two contexts' tables together. */
export function relationsAcross(imports: readonly Import[]): Violation[] {
  const related = new Set(imports.filter(({ to, names }) => to === 'typeorm' && names.some((name) => RELATIONS.includes(name))).map(({ from }) => from));
  return imports.filter((found) => related.has(found.from) && toBusiness(found)).map(({ from, to }) => ({ rule: RELATION_RULE, from, to }));
}

export const RELATION_RULE = 'no TypeORM relation across contexts';
