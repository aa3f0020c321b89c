import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { DeadlineSweep } from '../../src/disputes/deadline.sweep.js';
import { DisputesRepository } from '../../src/disputes/store/disputes.repository.js';
import { Clock } from '../../src/foundation/clock/clock.js';
import { durationMs } from '../../src/policy/index.js';
import { expectBooks, expectHistory, logOf } from '../laws/written.js';
import { bootApp, type TestApp } from '../support/app.js';
import { caseUnderReview, rulingFor } from '../support/cases.js';
import { staffMember } from '../support/desk.js';
import type { People } from '../support/people.js';
import { Person } from '../support/person.js';
import type { SeenDispute } from '../support/seen.js';

/* Everything that anybody may do with a case, done in the same moment, by two processes on one database. */

let parley: TestApp;
let other: TestApp;

beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
  other = await bootApp({ roles: 'api', database: parley.database });
});
afterAll(async () => {
  await other.close();
  await parley.close();
});

/** Who does what, with what words. */
type Deed = readonly [who: Person, path: string, body?: object];
type Scene = People & { readonly deeds: readonly Deed[] };

const at = (of: People, path: string): string => `/v1/disputes/${of.scene.disputeId}/${path}`;
const reason = 'It has to be so.';
const text = 'It has to be so.';
const offer = { remedy: { kind: 'refund', amount: { amount: 5_000, currency: 'EUR' } } };

/** What can be done whatever the case waits for. */
const always = (of: People): Deed[] => [
  [of.buyer, at(of, 'withdraw')], [of.seller, at(of, 'accept-claim')], [of.seller, at(of, 'offers'), offer], [of.buyer, at(of, 'offers'), offer],
  [of.buyer, at(of, 'messages'), { text }], [of.arbitrator, at(of, 'messages'), { text, audience: 'staff' }], [of.lead, at(of, 'close'), { reasonCode: 'outside_policy', text }],
  [of.marketplace, at(of, 'chargeback'), { status: 'opened', reference: `cb-${of.scene.disputeId}` }],
];

async function review(): Promise<Scene> {
  const of = await caseUnderReview(parley, 60_000);
  const { offers } = await of.seller.offers(400);
  const deeds: Deed[] = [
    ...always(of), [of.buyer, at(of, `offers/${offers.at(-1)!.id}/accept`)], [of.arbitrator, at(of, 'rulings'), rulingFor(6_000)],
    [of.arbitrator, at(of, 'release')], [of.arbitrator, at(of, 'recuse'), { reason }], [of.secondArbitrator, at(of, 'take')],
    [of.secondArbitrator, '/v1/cases/take-next'], [of.lead, at(of, 'reassign'), { to: of.secondArbitrator.sub, reason }], [of.lead, at(of, 'reassign'), { reason }],
    [of.lead, at(of, 'deadlines/decision/extend'), { by: 'P3D', reason }], [of.lead, at(of, 'deadlines/decision/extend'), { by: 'P4D', reason }],
    [of.arbitrator, at(of, 'information-requests'), { addressees: ['buyer'], questions: [{ text }] }], [of.arbitrator, at(of, 'settlements'), offer],
    [of.arbitrator, at(of, 'reclassify'), { reason: 'defective', text }], [of.arbitrator, at(of, 'inadmissible'), { reasonCode: 'duplicate', text }],
  ];
  return { ...of, deeds };
}

async function approval(): Promise<Scene> {
  const of = await caseUnderReview(parley, 60_000);
  const { rulings } = await of.arbitrator.doesHavingSeen('rulings', rulingFor(55_000));
  const ruling = `/v1/rulings/${rulings.at(-1)!.id}`;
  const third = await staffMember(of, 'arbitrator-noor');
  const approvers = [of.secondArbitrator, third, of.lead];
  return {
    ...of,
    deeds: [
      ...always(of), ...approvers.map((who): Deed => [who, `${ruling}/approve`]), ...approvers.map((who): Deed => [who, `${ruling}/refuse`, { reason }]),
      [of.arbitrator, `${ruling}/approve`], [of.lead, at(of, 'deadlines/approval/extend'), { by: 'PT24H', reason }],
    ],
  };
}

async function question(): Promise<Scene> {
  const of = await caseUnderReview(parley);
  await of.arbitrator.does('information-requests', { addressees: ['buyer', 'seller'], questions: [{ text }] });
  const { informationRequests } = await of.buyer.sees<SeenDispute & { informationRequests: { id: string }[] }>();
  const request = `/v1/information-requests/${informationRequests[0]!.id}`;
  return {
    ...of,
    deeds: [
      ...always(of), ...[of.buyer, of.seller, of.buyer, of.seller].map((who): Deed => [who, `${request}/answers`, { text }]),
      ...[of.buyer, of.seller, of.arbitrator].map((who): Deed => [who, `${request}/extension`, { text }]),
      [of.lead, at(of, 'reassign'), { to: of.secondArbitrator.sub, reason }], [of.lead, at(of, 'deadlines/information/extend'), { by: 'PT1H', reason }],
    ],
  };
}

async function agreement(): Promise<Scene> {
  const of = await caseUnderReview(parley);
  await of.arbitrator.does('settlements', offer);
  const { settlements } = await of.buyer.sees<SeenDispute & { settlements: { id: string }[] }>();
  const settlement = at(of, `settlements/${settlements[0]!.id}`);
  const both = [of.buyer, of.seller, of.buyer, of.seller];
  return {
    ...of,
    deeds: [
      ...always(of), ...both.map((who): Deed => [who, `${settlement}/accept`]), ...both.slice(2).map((who): Deed => [who, `${settlement}/reject`, {}]),
      [of.lead, at(of, 'reassign'), { to: of.secondArbitrator.sub, reason }],
    ],
  };
}

async function decided(): Promise<Scene> {
  const of = await caseUnderReview(parley);
  await of.arbitrator.doesHavingSeen('rulings', rulingFor(6_000));
  const appeal = { ground: 'disproportionate', text };
  const both = [of.buyer, of.seller, of.buyer, of.seller];
  return {
    ...of,
    deeds: [
      ...always(of), ...both.map((who): Deed => [who, at(of, 'appeals'), appeal]), ...both.map((who): Deed => [who, at(of, 'waive-appeal')]),
      ...both.slice(2).map((who): Deed => [who, at(of, 'withdraw-appeal')]), [of.secondArbitrator, at(of, 'take')],
      [of.lead, at(of, 'deadlines/appealWindow/extend'), { by: 'P1D', reason }],
    ],
  };
}

async function appealed(): Promise<Scene> {
  const of = await caseUnderReview(parley);
  await of.arbitrator.doesHavingSeen('rulings', rulingFor(6_000));
  await of.seller.does('appeals', { ground: 'disproportionate', text });
  await of.secondArbitrator.takes();
  const upheld = rulingFor(6_000, { onAppeal: 'uphold' });
  return {
    ...of,
    deeds: [
      ...always(of), [of.secondArbitrator, at(of, 'rulings'), upheld], [of.secondArbitrator, at(of, 'remand'), { text }], [of.seller, at(of, 'withdraw-appeal')],
      [of.secondArbitrator, at(of, 'release')], [of.secondArbitrator, at(of, 'recuse'), { reason }], [of.arbitrator, at(of, 'take')],
      [of.lead, at(of, 'reassign'), { reason }], [of.lead, at(of, 'reassign'), { to: of.arbitrator.sub, reason }], [of.buyer, at(of, 'appeals'), { ground: 'new_evidence', text }],
    ],
  };
}

/** In an order of its own for each round, the same on every run. */
function shuffled<T>(all: readonly T[], round: number): T[] {
  const key = (index: number): number => ((index + 1) * 2_654_435_761 * (round * 2 + 1)) % 4_294_967_296;
  return all.map((each, index) => ({ each, key: key(index) })).sort((one, two) => one.key - two.key).map(({ each }) => each);
}

const ROUNDS = 4;
const REFUSED = [403, 404, 409, 412, 422];
/** Those who must have seen what they agree to send the version that they had seen before anybody acted. */
const NEEDS_VERSION = /\/(rulings|remand|approve|accept)$/;

/** The time passes, and two workers look for what is due. Nobody pays meanwhile: what happens is what these people and the clock do. */
async function passes(time: string): Promise<void> {
  await parley.app.get(Clock).moveForward(durationMs(time));
  await Promise.all([parley, other].map(({ app }) => app.get(DeadlineSweep).sweep()));
}

/** Everybody acts, and the clock too where it is told by how much. */
async function all(of: Scene, round: number, time?: string): Promise<Response[]> {
  const version = await of.lead.version();
  const passing = time === undefined ? undefined : passes(time);
  const answers = await Promise.all(shuffled(of.deeds, round).map(([who, path, body], index) => {
    const elsewhere = new Person({ ...of.scene, http: (index % 2 === 0 ? parley : other).http }, who.name, who.sub, who.token);
    return elsewhere.request('post', path, body, NEEDS_VERSION.test(path) ? { 'if-match': version } : {});
  }));
  await passing;
  return answers;
}

const isAbout = (id: string, { status, body }: Response): boolean => status < 300 && (body as SeenDispute).id === id;

describe.each([
  ['under review', review], ['that waits for approval', approval], ['that waits for answers', question], ['that waits for agreement', agreement],
  ['that was decided', decided], ['on appeal', appealed],
])('A case %s', (_what, begin) => {
  it('takes of everything at once what the law allows, one after another, and loses nothing', async () => {
    for (let round = 0; round < ROUNDS; round += 1) await happensAtOnce(await begin(), round);
  });
});

describe.each([
  ['its decision', review, 'P5D'], ['its approval', approval, 'P2D'], ['its answers', question, 'P3D'], ['its settlement', agreement, 'P3D'],
  ['its appeal', decided, 'P10D'], ['its second decision', appealed, 'P7D'],
])('A case when the time for %s is over', (_what, begin, time) => {
  it('goes on once: by what somebody did or by the clock, never by both at odds', async () => {
    for (let round = 0; round < ROUNDS; round += 1) await happensAtOnce(await begin(), round, time);
  });
});

async function happensAtOnce(of: Scene, round: number, time?: string): Promise<void> {
  const id = of.scene.disputeId!;
  const before = (await logOf(parley.sql, id)).length;
  const answers = await all(of, round, time);
  const told = answers.map(({ status, body }) => [status, (body as { code?: string }).code]);
  expect(told.filter(([status]) => Number(status) >= 300 && !REFUSED.includes(Number(status)))).toEqual([]);
  const log = await logOf(parley.sql, id);
  // What a bank did is never refused, though the case may be over: such an answer may stand for nothing that happened.
  const accepted = shuffled(of.deeds, round).filter(([, path], index) => !path.endsWith('chargeback') && isAbout(id, answers[index]!)).length;
  const happened = log.slice(before).filter(({ type, actor }) => type !== 'chargebackOpened' && actor.role !== 'clock').length;
  expect([accepted > 0, happened]).toEqual([true, accepted]);
  const found = await parley.app.get(DisputesRepository).find(id);
  await expectHistory(parley.sql, found!.dispute);
  await expectBooks(parley.sql, found!.dispute);
  expect(await of.lead.sees('audit')).toMatchObject({ valid: true });
  await expectOneOutcome(log.map(({ type }) => type), found!.dispute);
}

/** A case has one end: what rules it, what the parties agree on and what closes it exclude each other. */
async function expectOneOutcome(types: readonly string[], { id, state, facts, refund }: { id: string; state: string; facts: { holder: string | null }; refund: object | null }): Promise<void> {
  const once = ['arbitratorRuled', 'rulingApproved', 'partiesAgreed', 'buyerWithdrew', 'closedByLead', 'ruledInadmissible', 'appealRuled', 'appealRemanded', 'chargebackOpened'];
  expect(once.filter((type) => types.filter((each) => each === type).length > 1)).toEqual([]);
  const rows = await parley.sql.query<{ holder: string | null }>('SELECT holder FROM case_queue WHERE dispute_id = $1', [id]);
  const isAtDesk = /^(escalated|appealed)\./.test(state);
  expect(rows).toEqual(isAtDesk ? [{ holder: facts.holder }] : []);
  const deadlines = await parley.sql.query('SELECT kind FROM deadline WHERE dispute_id = $1', [id]);
  expect([state, state.startsWith('closed') || deadlines.length > 0]).toEqual([state, true]);
  if (state.startsWith('refunding')) expect(refund).not.toBeNull();
}
