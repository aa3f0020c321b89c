import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { capture, generalised } from '../../bench/capture.mjs';
import { CASES } from '../../bench/cases.mjs';
import { copy, patternOf } from '../../bench/copies.mjs';
import { Models } from '../../bench/models.mjs';
import { buyerOf, FIRST, MARKETPLACE, MODEL_BUYER, MODEL_SELLER, NAMES, sellerOf } from '../../bench/names.mjs';
import { scriptOf } from '../../bench/pgbench.mjs';
import { DisputesService } from '../../src/disputes/index.js';
import { listStatement } from '../../src/disputes/store/dispute-list.sql.js';
import { READ_DISPUTE } from '../../src/disputes/store/dispute.read.sql.js';
import * as piece from '../../src/disputes/store/dispute.write.sql.js';
import { newId } from '../../src/foundation/ids.js';
import { bootApp, type TestApp } from '../support/app.js';

/** What the repository sends, by its own constants; a statement's text depends on its pieces, not on their values. */
const ANSWER = piece.answerKept(Array.from({ length: 7 }, () => null));
const DEADLINES = [piece.deadlinesGone([]), piece.deadlinesArmed([])];
const OFFER = { id: '', by: '', kind: '', amount: 0, message: '', salt: '' };
const writing = (...pieces: piece.Piece[]): string => piece.compose('update', Array.from({ length: 27 }, () => null), [...pieces, ANSWER]).text;
const SENT = {
  open: [READ_DISPUTE, writing(...DEADLINES, piece.linesMoved('', []))],
  offer: [READ_DISPUTE, writing(...DEADLINES, piece.offerMade(OFFER))],
  read: [READ_DISPUTE],
  list: [listStatement('own', '', {}, null, 50).text],
};

type Case = keyof typeof SENT;
type Bare = { name: string | null; text: string; params: unknown[] };
const NAMES_OF_CASES = Object.keys(SENT) as Case[];

let parley: TestApp;
let client: pg.Client;
const bare = {} as Record<Case, Bare[]>;
/** Row n for each side of each case, made as the bench makes them. */
const numberOf = (name: Case, side: 'api' | 'sql') => FIRST + NAMES_OF_CASES.indexOf(name) * 2 + (side === 'api' ? 0 : 1);

beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
  client = new pg.Client({ connectionString: parley.database.url });
  await client.connect();
  const product = { inject: (request: object) => parley.app.inject(request), sql: parley.sql, addPhoto };
  const tokens = await tokensFor([MODEL_BUYER, MODEL_SELLER, ...NAMES_OF_CASES.flatMap((name) => [buyerOf(numberOf(name, 'api')), sellerOf(numberOf(name, 'api'))])]);
  const models = new Models(product, tokens);
  for (const name of NAMES_OF_CASES) {
    const id = await models.make(CASES[name]!.model);
    for (const side of ['api', 'sql'] as const) await copy(client, await patternOf(client, id, side), numberOf(name, side), 1);
    bare[name] = generalised(await capture(product, name, numberOf(name, 'api'), tokens), name, numberOf(name, 'api')) as Bare[];
  }
});
afterAll(async () => {
  await client.end();
  await parley.close();
});

function addPhoto(disputeId: string, buyer: string) {
  const evidence = { id: newId('ev'), by: 'buyer', kind: 'photo', content: 'a'.repeat(64), size: 1 } as const;
  return parley.app.get(DisputesService).apply(disputeId, { event: () => 'evidenceAdded', make: () => ({ type: 'evidenceAdded', evidence }) }, { actor: { role: 'buyer', id: buyer } });
}

async function tokensFor(accounts: string[]): Promise<Record<string, string>> {
  const mint = async (sub: string, roles: string[] = []) => {
    const { body } = await parley.http.post('/v1/sandbox/tokens').send({ sub, roles });
    return [sub, (body as { token: string }).token] as const;
  };
  return Object.fromEntries([...(await Promise.all(accounts.map((sub) => mint(sub)))), await mint(MARKETPLACE, ['marketplace'])]);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe.each(NAMES_OF_CASES)('the bench’s bare side of %s', (name) => {
  it('sends the texts that the repository sends, and no other', () => {
    expect(bare[name].map(({ text }) => text)).toEqual(SENT[name]);
  });

  it('tells pgbench the same texts, with a name or NULL where a parameter stands', () => {
    const parts = SENT[name].map((text) => text.trim().split(/\$\d+/).map(escaped).join('(?::s\\dp\\d+|:n|:buyer|NULL)'));
    expect(scriptOf(bare[name]).text).toMatch(new RegExp(`^${parts.map((part) => `${part};`).join('\n')}$`));
  });

  it('does to its twin what the API does to its dispute', async () => {
    const n = numberOf(name, 'sql');
    const valueOf = (value: unknown) => {
      const { standsFor } = (value ?? {}) as { standsFor?: string };
      return standsFor === 'number' ? String(n) : standsFor === 'buyer' ? NAMES.sql.buyer(buyerOf(n).slice(-4)) : value;
    };
    const counts: (number | null)[] = [];
    for (const { text, params } of bare[name]) counts.push((await client.query(text, params.map(valueOf))).rowCount);
    expect(counts).toEqual(SENT[name].map(() => 1));
    const states = await client.query('SELECT state, seq FROM dispute WHERE id IN ($1, $2)', [NAMES.sql.dispute(n), NAMES.api.dispute(numberOf(name, 'api'))]);
    expect(states.rows[0]).toEqual(states.rows[1]);
  });
});
