import { describe, expect, it } from '@jest/globals';
import { ARROWS, contextOf, PLACES, RELATION_RULE, RULES, violationsOf, type Violation } from './import-rules.js';
import { importsOf, sourcesBelow, type Sources } from './source-imports.js';

const EVERY_RULE = [...Object.keys(PLACES), ...Object.keys(RULES), RELATION_RULE];
const allImports = (sources: Sources) => [...sources].flatMap(([path, source]) => importsOf(path, source));
const judge = (planted: Readonly<Record<string, string>>): Violation[] =>
  violationsOf(Object.keys(planted), allImports(new Map(Object.entries(planted))));

describe('The house', () => {
  const sources = sourcesBelow(`${import.meta.dirname}/../../src`);
  const imports = allImports(sources);

  it('is looked at as a whole', () => {
    const contexts = new Set([...sources.keys()].map(contextOf).filter((context) => context !== ''));
    console.log(`architecture: ${sources.size} files in ${contexts.size} contexts, ${imports.length} imports, ${EVERY_RULE.length} rules`);
    expect(sources.size).toBeGreaterThan(150);
    expect(imports.length).toBeGreaterThan(600);
    expect([...contexts].every((context) => context in ARROWS)).toBe(true);
  });

  it('has every import that it names inside the house', () => {
    const missing = imports.filter(({ inside, to }) => inside && !to.startsWith('..') && !sources.has(to));
    expect(missing.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('keeps its rules', () => {
    expect(violationsOf([...sources.keys()], imports).map(({ rule, from, to }) => `${rule}: ${from} -> ${to}`)).toEqual([]);
  });
});

/** One plant per line: which rule it breaks, where it stands, what it says. */
const PLANTS: readonly [rule: string, path: string, source: string][] = [
  ['a folder is a known context', 'billing/billing.service.ts', `export const nothing = 0;`],
  ['no folder is named after nothing', 'orders/utils/money.ts', `export const nothing = 0;`],
  ['foundation knows no business', 'foundation/clock/clock.ts', `import { knows } from '../../disputes/index.js';`],
  ['contexts follow the arrows', 'disputes/disputes.service.ts', `import { Evidence } from '../evidence/index.js';`],
  ['contexts follow the arrows', 'refunds/payer.ts', `import type { OrderFacts } from '../orders/index.js';`],
  ['contexts enter by the door', 'evidence/evidence.service.ts', `export { decide } from '../disputes/domain/decide.js';`],
  ['contexts enter by the door', 'app.module.ts', `import { Later } from './refunds/later.js';`],
  ['contexts enter by the door', 'escalation/desk.ts', `type Facts = import('../disputes/domain/facts.js').Facts;`],
  ['nobody leaves by their own door', 'orders/orders.service.ts', `import { unitShares } from './index.js';`],
  ['a domain is pure', 'disputes/domain/guards.ts', `import { transition } from 'xstate';`],
  ['a domain is pure', 'disputes/domain/facts.ts', `import { readFileSync } from 'node:fs';`],
  ['a domain is pure', 'orders/domain/windows.ts', `const { Clock } = await import('../../foundation/clock/clock.js');`],
  ['a domain is pure', 'orders/domain/assess.ts', `import { ORDER_SQL } from '../store/order.sql.js';`],
  ['a store knows its domain and SQL', 'orders/store/orders.store.ts', `import type { Caller } from '../../foundation/identity/index.js';`],
  ['a store knows its domain and SQL', 'orders/store/order.row.ts', `import { OrderView } from '../http/order.view.js';`],
  ['a store knows its domain and SQL', 'orders/store/order.sql.ts', `import { OrdersService } from '../orders.service.js';`],
  ['http knows no database', 'orders/http/orders.controller.ts', `import { Sql } from '../../foundation/database/sql.js';`],
  ['http knows no database', 'orders/http/order.view.ts', `import { OrdersStore } from '../store/orders.store.js';`],
  ['http knows no database', 'orders/http/put-order.body.ts', `import { Repository } from 'typeorm';`],
  ['http knows no database', 'orders/http/orders.controller.ts', `import { fastify } from 'fastify';`],
  ['SQL lives in the store', 'refunds/payer.ts', `import type { Pool } from 'pg';`],
  ['no forwardRef', 'disputes/disputes.module.ts', `import { forwardRef as later } from '@nestjs/common';`],
  ['the product does not import its tests', 'main.ts', `import { bootApp } from '../test/support/app.js';`],
];

describe('Each rule has been red', () => {
  it.each(PLANTS)('%s: %s', (rule, path, source) => {
    expect(judge({ [path]: source }).map((violation) => violation.rule)).toContain(rule);
  });

  it(RELATION_RULE, () => {
    const row = (target: string) => `import { Entity, ManyToOne } from 'typeorm'; import { OrderRow } from '${target}';`;
    expect(judge({ 'disputes/store/dispute.row.ts': row('../../orders/index.js') }).map(({ rule }) => rule)).toEqual([RELATION_RULE]);
    expect(judge({ 'orders/store/order-line.row.ts': row('./order.row.js') })).toEqual([]);
  });

  it('and none was forgotten', () => {
    const seen = new Set([...PLANTS.map(([rule]) => rule), RELATION_RULE]);
    expect(EVERY_RULE.filter((rule) => !seen.has(rule))).toEqual([]);
  });
});

describe('What the rules allow', () => {
  it.each([
    ['orders/domain/windows.ts', `import type { Policy } from '../../policy/domain/policy.js';`],
    ['disputes/domain/decide.ts', `import { transition } from 'xstate';`],
    ['escalation/escalation.service.ts', `import { DisputesService } from '../disputes/index.js';`],
    ['disputes/store/dispute.read.sql.ts', `import { ORDER_FACTS_SQL } from '../../orders/index.js';`],
    ['orders/http/order.view.ts', `import type { OrderRecord } from '../store/orders.store.js';`],
    ['disputes/disputes.service.spec.ts', `import { bootApp } from '../../test/support/app.js';`],
  ])('%s', (path, source) => {
    expect(judge({ [path]: source })).toEqual([]);
  });

  it('but a value where only a type may pass is seen', () => {
    expect(judge({ 'orders/domain/windows.ts': `import { DEADLINE_KINDS } from '../../policy/domain/policy.js';` })).not.toEqual([]);
  });
});
