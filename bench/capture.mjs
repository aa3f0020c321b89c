import { FIRST, NAMES } from './names.mjs';
import { CASES, keyOf } from './cases.mjs';

/**
 * The very statements the API sends for one operation: the application answers a real request in this process while
 * its `Sql` is listened to.
 * @param {{ inject: Function, sql: { named: Function, query: Function } }} application
 */
export async function capture({ inject, sql }, name, n, tokens) {
  const statements = [];
  const listen = (method, take) => {
    sql[method] = (...args) => {
      statements.push(take(...args));
      return Object.getPrototypeOf(sql)[method].apply(sql, args);
    };
  };
  listen('named', (statement, text, params) => ({ name: statement, text, params }));
  listen('query', (text, params = []) => ({ name: null, text, params }));
  try {
    const answer = await inject(requestFor(name, n, tokens));
    if (answer.statusCode !== CASES[name].status) throw new Error(`${name} answers ${answer.statusCode}: ${answer.body}`);
  } finally {
    delete sql.named;
    delete sql.query;
  }
  return statements;
}

/** One operation as an HTTP request. */
export function requestFor(name, n, tokens) {
  const { method, path, caller, body } = CASES[name].request(n);
  const headers = { authorization: `Bearer ${tokens[caller]}`, 'accept-language': 'en' };
  if (method === 'GET') return { method, url: path, headers };
  return { method, url: path, headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': keyOf(n) }, payload: body };
}

/** What differs from operation to operation stands for the row's number; everything else is sent as it was captured. */
export const NUMBER = { standsFor: 'number' };
export const BUYER = { standsFor: 'buyer' };

/** Ids made for this one operation, such as the event's and the offer's. */
const NEW_ID = /^(?:evt|of)_[0-9a-z]{26}$/;

/** The parameters with everything taken out that belongs to row `n` alone. */
export function generalised(statements, name, n) {
  const own = [NAMES.api.dispute(n), NAMES.api.order(n), keyOf(n)];
  const { caller } = CASES[name].request(n);
  const general = (value) => {
    if (own.includes(value) || NEW_ID.test(value)) return NUMBER;
    return value === caller && name === 'list' ? BUYER : value;
  };
  return statements.map(({ params, ...statement }) => ({ ...statement, params: params.map(general) }));
}

/** The number a sample is taken with; measurements start after it. */
export const SAMPLE = FIRST;
