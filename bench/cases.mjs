import { buyerOf, NAMES, sellerOf } from './names.mjs';

const OFFER = JSON.stringify({
  remedy: { kind: 'refund', amount: { amount: 4_000, currency: 'EUR' } },
  message: 'I am sorry that it broke. Keep the lamp and take this back, it covers a new shade.',
});

/**
 * What is measured. `model`: the kind of dispute it needs; `consumes`: every operation needs one of its own, which is
 * `after` in that state.
 * @type {Record<string, { model: string, consumes: boolean, after?: string, status: number,
 *   request: (n: number) => { method: string, path: string, caller: string, body?: string } }>}
 */
export const CASES = {
  open: {
    model: 'draft',
    consumes: true,
    after: 'opened',
    status: 200,
    request: (n) => ({ method: 'POST', path: `/v1/disputes/${NAMES.api.dispute(n)}/open`, caller: buyerOf(n), body: '{}' }),
  },
  offer: {
    model: 'opened',
    consumes: true,
    after: 'negotiation.awaitingBuyer',
    status: 201,
    request: (n) => ({ method: 'POST', path: `/v1/disputes/${NAMES.api.dispute(n)}/offers`, caller: sellerOf(n), body: OFFER }),
  },
  read: {
    model: 'busy',
    consumes: false,
    status: 200,
    request: (n) => ({ method: 'GET', path: `/v1/disputes/${NAMES.api.dispute(n)}?include=timeline`, caller: buyerOf(n) }),
  },
  list: {
    model: 'busy',
    consumes: false,
    status: 200,
    request: (n) => ({ method: 'GET', path: '/v1/disputes?limit=50', caller: buyerOf(n) }),
  },
};

/** One command's key: its own for every operation, and the same length in every run. */
export const keyOf = (n) => `bench-key-${n}`;
