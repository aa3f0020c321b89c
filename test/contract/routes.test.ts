import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { ACTIONS, type ActionRule } from '../../src/disputes/domain/actions.js';
import { bootApp, type TestApp } from '../support/app.js';
import { CONTRACT as contract } from '../support/contract.js';

/** For machines and people who operate or read the API, and for readers of mails; not part of it. */
const BESIDE_THE_API = /^(?:GET \/(?:metrics|openapi\.yaml|docs(?:\/.*)?|sandbox\/upload(?:\/.*)?|v1\/sandbox\/mailbox\/.+)|(?:GET|POST) \/v1\/unsubscribe)$/;
const VERBS = ['get', 'put', 'post', 'patch', 'delete'];

let parley: TestApp;
const served = new Set<string>();

/** What the server really answers to, whichever decorator or plugin put it there. A GET brings its HEAD along. */
function listenTo(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const verb of [method].flat()) if (verb !== 'HEAD') served.add(`${verb} ${url.replace(/:(\w+)/g, '{$1}')}`);
  });
}

beforeAll(async () => {
  parley = await bootApp({ roles: 'api', prepare: (app) => listenTo(app.getHttpAdapter().getInstance()) });
});
afterAll(() => parley.close());

const operationsOf = ({ paths }: Pick<typeof contract, 'paths'>): string[] =>
  Object.entries(paths).flatMap(([path, item]) => Object.keys(item).filter((verb) => VERBS.includes(verb)).map((verb) => `${verb.toUpperCase()} ${path}`));

/** Routes nobody documented, and operations nobody serves. */
function differencesOf(routes: Iterable<string>, operations: readonly string[]): { undocumented: string[]; unserved: string[] } {
  const all = [...routes].filter((route) => !BESIDE_THE_API.test(route));
  return { undocumented: all.filter((route) => !operations.includes(route)), unserved: operations.filter((operation) => !all.includes(operation)) };
}

const rules: readonly [string, ActionRule][] = Object.entries(ACTIONS);
const routeOf = ({ method, path }: ActionRule): string => `${method} ${path}`;
const withoutRoute = (actions: typeof rules, routes: ReadonlySet<string>) => actions.filter(([, rule]) => rule.routed && !routes.has(routeOf(rule)));
const concealed = (actions: typeof rules, routes: ReadonlySet<string>) => actions.filter(([, rule]) => !rule.routed && routes.has(routeOf(rule)));

describe('Routes and operations', () => {
  it('are the same, both ways', () => {
    const operations = operationsOf(contract);
    console.log(`contract: ${served.size} routes served, ${operations.length} operations, ${rules.length} actions`);
    expect(operations.length).toBeGreaterThan(45);
    expect(differencesOf(served, operations)).toEqual({ undocumented: [], unserved: [] });
  });

  it('would be seen to differ', () => {
    const operations = operationsOf(contract);
    expect(differencesOf([...served, 'GET /v1/secrets'], operations).undocumented).toEqual(['GET /v1/secrets']);
    expect(differencesOf(served, [...operations, 'DELETE /v1/cases']).unserved).toEqual(['DELETE /v1/cases']);
  });

  it('have one name each', () => {
    const names = Object.values(contract.paths).flatMap((item) => VERBS.flatMap((verb) => item[verb]?.operationId ?? []));
    expect(names).toHaveLength(operationsOf(contract).length);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('The catalogue of actions', () => {
  it('offers nothing without a route, and hides no route', () => {
    expect(withoutRoute(rules, served).map(([action]) => action)).toEqual([]);
    expect(concealed(rules, served).map(([action]) => action)).toEqual([]);
  });

  it('would be seen to do so', () => {
    const [name, rule] = rules[0]!;
    const nowhere = [[name, { ...rule, path: '/v1/nowhere' }]] as typeof rules;
    expect(withoutRoute(nowhere, served).map(([action]) => action)).toEqual([name]);
    expect(concealed([[name, { ...rule, routed: false }]], served).map(([action]) => action)).toEqual([name]);
  });

  it('names the body that its route takes, and asks for If-Match where the route does', () => {
    for (const [action, rule] of rules.filter(([, { routed }]) => routed)) {
      const operation = contract.paths[rule.path]?.[rule.method.toLowerCase()];
      const body = JSON.stringify(operation?.requestBody ?? {});
      const required = (operation?.parameters ?? []).some((parameter) => parameter.name === 'If-Match' && parameter.required === true);
      const named = /#\/components\/schemas\/(\w+)/.exec(body)?.[1] ?? null;
      expect([action, named, required]).toEqual([action, rule.input, rule.needsIfMatch]);
    }
  });
});
