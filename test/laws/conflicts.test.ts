import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Answer } from '../../src/foundation/http/index.js';
import type { Problem } from '../../src/foundation/problems/problem.js';
import type { EventType } from '../../src/disputes/domain/events.js';
import type { ActorRole } from '../../src/disputes/domain/facts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { House, idIn, type Attempt, type Step } from './house.js';
import { REACH } from './reach.js';
import { expectBooks, expectHistory, logOf } from './written.js';

let parley: TestApp;
let house: House;

beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
  house = new House(parley);
});
afterAll(() => parley.close());

const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, (_, index) => make(index)));
const accepted = (attempts: readonly Attempt[]) => attempts.filter(({ outcome }) => outcome?.decision === 'accepted');
const codes = (attempts: readonly Attempt[]) => [...new Set(attempts.flatMap(({ refusal }) => (refusal === null ? [] : [refusal.code])))].sort();

describe('A hundred commands that exclude each other, at once', () => {
  const WISHES: readonly EventType[] = ['buyerAcceptedOffer', 'buyerWithdrew', 'sellerAcceptedClaim', 'closedByLead'];

  it('have one effect, and the others are refused by the law', async () => {
    const id = await house.lived(REACH['negotiation.awaitingBuyer']);
    const before = await house.read(id);
    const attempts = await times(100, (index) => house.tries(id, { type: WISHES[index % WISHES.length]! }));
    const [winner, ...others] = accepted(attempts);
    expect(others).toEqual([]);
    const after = await house.read(id);
    expect(after).toMatchObject({ seq: before.seq + 1, version: before.version + 1, state: winner!.outcome!.dispute.state });
    expect(codes(attempts).filter((code) => !['action_not_allowed', 'offer_not_open'].includes(code))).toEqual([]);
    await expectHistory(house.sql, after);
    await expectBooks(house.sql, after);
  });

  it('have one effect each way, round after round', async () => {
    const winners = await times(20, async () => {
      const id = await house.lived(REACH['negotiation.awaitingBuyer']);
      const attempts = await times(5, (index) => house.tries(id, { type: WISHES[index % WISHES.length]! }));
      expect(accepted(attempts)).toHaveLength(1);
      await expectBooks(house.sql, await house.read(id));
      return accepted(attempts)[0]!.event!.type;
    });
    console.log(`conflicts: the winners of 20 rounds were ${[...new Set(winners)].sort().join(', ')}`);
  });

  it('tell those that named a version that it is stale', async () => {
    const id = await house.lived(REACH['negotiation.awaitingBuyer']);
    const { version } = await house.read(id);
    const attempts = await times(100, (index) => house.tries(id, { type: WISHES[index % 2]! }, { ifMatch: version }));
    expect(accepted(attempts)).toHaveLength(1);
    expect(codes(attempts)).toEqual(['stale_version']);
  });
});

describe('Commands that do not exclude each other, at once', () => {
  /** All that was accepted is there once, in one gapless history; nothing else is. */
  async function messagesAtOnce(count: number): Promise<{ said: number; refusals: string[] }> {
    const id = await house.lived(REACH.opened);
    const before = await house.read(id);
    const attempts = await times(count, (index) => house.tries(id, { type: 'messageSent', role: (['buyer', 'seller'] as ActorRole[])[index % 2]! }));
    const after = await house.read(id);
    const said = accepted(attempts).map(({ event }) => (event?.type === 'messageSent' ? event.messageId : ''));
    expect(after).toMatchObject({ seq: before.seq + said.length, version: before.version });
    await expectHistory(house.sql, after);
    const kept = await house.sql.query<{ id: string }>('SELECT id FROM message WHERE dispute_id = $1 ORDER BY id', [id]);
    expect(kept.map((message) => message.id)).toEqual(said.toSorted());
    return { said: said.length, refusals: codes(attempts) };
  }

  // Within one process they wait for their turn; only other processes can be faster, and ten tries are enough for those.
  it.each([10, 100])('are all taken, one after another, when there are %d', async (count) => {
    expect(await messagesAtOnce(count)).toEqual({ said: count, refusals: [] });
  });
});

describe('The same request a hundred times at once', () => {
  /** What the API would answer: something that says which effect it was. */
  async function repeats(id: string, step: Step, key: string, what: EventType): Promise<void> {
    const before = await house.read(id);
    const idempotency = { caller: 'ana', key, fingerprint: 'the same bytes' };
    const attempts = await times(100, () =>
      house.tries(id, step, { idempotency, answer: (dispute, _role, event) => new Answer(200, { version: dispute.version, event }, { etag: dispute.version }) }));
    const answers = attempts.map(({ outcome }) => outcome?.answer);
    expect(attempts.map(({ refusal }) => refusal)).toEqual(attempts.map(() => null));
    expect(new Set(answers.map((answer) => JSON.stringify([answer?.status, answer?.body, answer?.etag]))).size).toBe(1);
    expect(answers.filter((answer) => answer?.replayed === true)).toHaveLength(99);
    expect((await logOf(house.sql, id)).filter(({ seq }) => seq > before.seq).map(({ type }) => type)).toEqual([what]);
  }

  it('opens once', async () => repeats(await house.lived(REACH.draft), { type: 'buyerOpened' }, 'open-1', 'buyerOpened'));
  it('offers once', async () => repeats(await house.lived(REACH.opened), { type: 'sellerOffered' }, 'offer-1', 'sellerOffered'));
  it('sends a message once', async () => repeats(await house.lived(REACH.opened), { type: 'messageSent' }, 'message-1', 'messageSent'));
  it('accepts once', async () => {
    const id = await house.lived(REACH['negotiation.awaitingBuyer']);
    await repeats(id, { type: 'buyerAcceptedOffer' }, 'accept-1', 'buyerAcceptedOffer');
    await expectBooks(house.sql, await house.read(id));
  });

  it('starts one draft', async () => {
    const { orderId } = await house.order();
    const answers = await times(100, () => house.start(orderId, 'draft-1'));
    expect(new Set(answers.map(({ status, body, etag, location }) => JSON.stringify([status, body, etag, location]))).size).toBe(1);
    expect(answers.filter(({ replayed }) => replayed === true)).toHaveLength(99);
    const drafts = await house.sql.query<{ id: string }>('SELECT id FROM dispute WHERE order_id = $1', [orderId]);
    expect(drafts).toEqual([{ id: idIn(answers[0]!) }]);
  });

  it('leaves nothing behind where it is refused, and is judged anew', async () => {
    const id = await house.lived(REACH.opened);
    const circumstances = { idempotency: { caller: 'ana', key: 'early', fingerprint: 'f' }, answer: () => new Answer(200, {}) };
    const early = await house.tries(id, { type: 'buyerEscalated' }, circumstances);
    expect(early.refusal?.code).toBe('too_early_to_escalate');
    await house.does(id, { type: 'sellerRejected' });
    expect((await house.tries(id, { type: 'buyerEscalated' }, circumstances)).outcome?.decision).toBe('accepted');
  });

  it('with other bytes is no repetition', async () => {
    const id = await house.lived(REACH.opened);
    const as = (fingerprint: string) => ({ idempotency: { caller: 'ana', key: 'two-faced', fingerprint }, answer: () => new Answer(200, {}) });
    await house.tries(id, { type: 'messageSent' }, as('one'));
    expect((await house.tries(id, { type: 'messageSent' }, as('other'))).refusal).toMatchObject({ code: 'idempotency_key_reused', status: 422 });
  });
});

describe('Units of one order line', () => {
  const line = (quantity: number, paid = 60_000) => [{ id: 'lamp', title: 'Brass lamp', quantity, paid }];

  it('the last one goes to one of two disputes, twenty times', async () => {
    const orders = await times(20, () => house.order());
    for (const { orderId } of orders) {
      const drafts = await times(2, async () => idIn(await house.start(orderId)));
      const attempts = await Promise.all(drafts.map((id) => house.tries(id, { type: 'buyerOpened' })));
      expect(accepted(attempts)).toHaveLength(1);
      expect(codes(attempts)).toEqual(['units_not_disputable']);
    }
  });

  it('go to as many disputes as there are, each another unit', async () => {
    const { orderId } = await house.order({ lines: line(3) });
    const drafts = await times(8, async () => idIn(await house.start(orderId)));
    const attempts = await Promise.all(drafts.map((id) => house.tries(id, { type: 'buyerOpened' })));
    const units = accepted(attempts).flatMap(({ outcome }) => outcome!.dispute.facts.claim.items.flatMap((item) => item.units));
    expect(units.toSorted()).toEqual([0, 1, 2]);
    expect(codes(attempts)).toEqual(['units_not_disputable']);
    const [row] = await house.sql.query('SELECT disputed_units AS units FROM order_line WHERE order_id = $1', [orderId]);
    expect(row).toEqual({ units: 3 });
  });

  it('of several lines in opposite order do not lock each other', async () => {
    const two = [...line(40), { id: 'shade', title: 'Shade', quantity: 40, paid: 40_000 }];
    const { orderId } = await house.order({ lines: two });
    const both = [{ lineId: 'lamp', quantity: 1 }, { lineId: 'shade', quantity: 1 }];
    const drafts = await times(10, async (index) => idIn(await house.start(orderId, undefined, index % 2 === 0 ? both : both.toReversed())));
    const attempts = await Promise.all(drafts.map((id) => house.tries(id, { type: 'buyerOpened' })));
    expect(codes(attempts).filter((code) => code !== 'too_much_contention')).toEqual([]);
    const taken = accepted(attempts).length;
    const rows = await house.sql.query('SELECT disputed_units AS units FROM order_line WHERE order_id = $1', [orderId]);
    expect(rows).toEqual([{ units: taken }, { units: taken }]);
  });
});

describe('An order that changes while a dispute opens', () => {
  /** At the same moment the marketplace says that more was paid, or less; now one, now the other comes first. */
  async function race(paid: number, dispute: 'first' | 'second'): Promise<{ opened: Attempt; refused: Problem | null; orderId: string; id: string }> {
    const order = await house.order();
    const id = idIn(await house.start(order.orderId));
    const change = () => house.takes({ ...order, lines: [{ ...order.lines[0]!, paid }] }).then(() => null, (error: Problem) => error);
    const opening = house.tries(id, { type: 'buyerOpened' });
    if (dispute === 'first') await house.read(id);
    const [opened, refused] = await Promise.all([opening, change()]);
    return { opened, refused, orderId: order.orderId, id };
  }

  it('is opened on what the order says at that moment, or the change is refused', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 40; round += 1) {
      const { opened, refused, orderId, id } = await race(round % 2 === 0 ? 50_000 : 70_000, round % 4 < 2 ? 'first' : 'second');
      expect(opened.outcome?.decision).toBe('accepted');
      const [line] = await house.sql.query<{ paid: number }>('SELECT paid FROM order_line WHERE order_id = $1', [orderId]);
      const { claim } = (await house.read(id)).facts;
      seen.add(`${claim.amount} of ${line?.paid}, ${refused?.code ?? 'order changed'}`);
      expect(claim.amount).toBeLessThanOrEqual(line!.paid);
      if (refused !== null) expect(refused.code).toBe('order_must_not_shrink');
      if (line?.paid === 50_000) expect(claim.amount).toBe(50_000);
    }
    console.log(`conflicts: opening against a changing order: ${[...seen].sort().join('; ')}`);
  });
});
