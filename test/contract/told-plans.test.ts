import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeliveriesRepository, type Outcome } from '../../src/notifications/store/deliveries.repository.js';
import { FeedRepository } from '../../src/notifications/store/feed.repository.js';
import { MailPlanningRepository, type WrittenMail } from '../../src/notifications/store/mail-planning.repository.js';
import { MailSendingRepository } from '../../src/notifications/store/mail-sending.repository.js';
import { NoticesRepository } from '../../src/notifications/store/notices.repository.js';
import { PreferencesRepository } from '../../src/notifications/store/preferences.repository.js';
import { WebhooksRepository, type Message, type Queued } from '../../src/notifications/store/webhooks.repository.js';
import { statementsDuring, type Sent } from '../laws/plans.js';
import { bootApp, type TestApp } from '../support/app.js';
import { ENDPOINTS, EVENTS, fillWithTold } from '../support/told-at-scale.js';

const STORE = fileURLToPath(new URL('../../src/notifications/store/', import.meta.url));
const REPOSITORIES = ['deliveries', 'feed', 'mail-planning', 'mail-sending', 'notices', 'preferences', 'webhooks'];
/** They have one row each. */
const SMALL = ['clock_offset', 'feed_head', 'mail_head'];
/** What a statement was given or limited itself to may be put in order (a plan for any limit takes a tenth of the rows for it); the tables have a hundred thousand. */
const SORTED_AT_MOST = 5_000;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Sort Key'?: readonly string[];
  readonly 'Plan Rows': number;
  readonly Plans?: readonly PlanNode[];
}

let parley: TestApp;
let sent: Sent[];

beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
  await fillWithTold(parley);
  sent = await statementsDuring(parley.sql, everything);
}, 300_000);
afterAll(() => parley.close());

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** What in a plan grows with the tables: one that is read whole, or put in order whole. */
function growing(root: PlanNode): string[] {
  return nodesOf(root).flatMap(({ 'Node Type': type, 'Relation Name': table = '', 'Sort Key': keys = [], 'Plan Rows': rows }) => {
    if (type.includes('Seq Scan')) return SMALL.includes(table) ? [] : [`Seq Scan on ${table}`];
    return type === 'Sort' && rows > SORTED_AT_MOST ? [`Sort of ${rows} by ${keys.join(', ')}`] : [];
  });
}

/** For these very parameters, and for any: PostgreSQL takes either plan for a prepared statement. */
async function growingIn({ text, params }: Pick<Sent, 'text' | 'params'>): Promise<string[]> {
  type Explained = { 'QUERY PLAN': [{ Plan: PlanNode }] };
  const [custom] = await parley.sql.query<Explained>(`EXPLAIN (FORMAT JSON) ${text}`, params);
  const [generic] = await parley.sql.query<Explained>(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`);
  return [...new Set([custom, generic].flatMap((row) => growing(row!['QUERY PLAN'][0].Plan)))];
}

/** Sends every statement there is once, with parameters as they are in a busy house. */
async function everything(): Promise<void> {
  await webhooks();
  await feed();
  await letters();
  await reminders();
}

async function webhooks(): Promise<void> {
  const [hooks, deliveries] = [parley.app.get(WebhooksRepository), parley.app.get(DeliveriesRepository)];
  const message: Message = { id: 'evt_new', type: 'offer.made', disputeId: null, position: 0, body: '{}' };
  const queued: Queued = { id: 'whd_new', endpointId: 'we_1', messageId: 'evt_new', lane: 'evt_new', position: 0 };
  await hooks.create({ id: 'we_new', url: 'https://new.example', description: null, types: null, secrets: [], ownerId: 'shop', contactEmail: null }, message, { ...queued, endpointId: 'we_new' });
  await hooks.list();
  const endpoint = (await hooks.get('we_1'))!;
  await hooks.change('we_1', { description: 'x' });
  await hooks.changeSecrets(endpoint, []);
  await hooks.subscriptions();
  await hooks.disable(['we_5'], ENDPOINTS, 86_400_000, ENDPOINTS);
  await deliveries.queueMessage({ ...message, id: 'evt_more' }, { ...queued, id: 'whd_more', messageId: 'evt_more', lane: 'evt_more' });
  const lanes = await deliveries.lease({ except: ['we_4'], perEndpoint: 12, atMost: 64, lease: 'l-1', leaseMs: 25_000 });
  expect(lanes.length).toBeGreaterThan(10);
  await deliveries.record(lanes.map((lane): Outcome => ({
    ...lane, lease: 'l-1', deliveryId: lane.id, status: 'delivered', tries: 1, dueIn: 0, counts: true, at: new Date().toISOString(), durationMs: 5, httpStatus: 200, error: null, answer: null,
  })));
  const [last] = await deliveries.list('we_2', null, null, 20);
  await deliveries.list('we_2', 'parked', last!.id, 20);
  await deliveries.get(last!.id);
  await deliveries.missed('we_2', new Date(Date.now() - 3_600_000).toISOString(), 1_000);
  await deliveries.queueAgain([{ id: last!.id, endpointId: 'we_2', messageId: last!.messageId, lane: last!.disputeId!, position: 1 }]);
  await deliveries.waiting();
  await deliveries.purge();
  await hooks.delete('we_new');
}

async function feed(): Promise<void> {
  const repository = parley.app.get(FeedRepository);
  await repository.unplaced(500);
  await repository.place(-1, { xid: '1', id: 'evt_1' }, { entries: [], messages: [], queued: [] });
  await repository.news(EVENTS - 500, 500, ['h-1', 'lea']);
  await repository.head();
  const [{ buyer, dispute } = { buyer: '', dispute: '' }] = await parley.sql.query<{ buyer: string; dispute: string }>('SELECT buyer_id AS buyer, dispute_id AS dispute FROM event_feed WHERE position = 777');
  for (const [isStaff, isMarketplace] of [[false, false], [true, false], [false, true]] as const) {
    for (const disputeId of [null, dispute]) {
      await repository.page({ reader: { sub: buyer, isStaff, isMarketplace, knowsParties: true }, after: 500, types: ['buyerOpened'], disputeId, limit: 100 });
    }
  }
  await repository.purge(1_000);
}

const letter = (more: Partial<WrittenMail>): WrittenMail => ({
  id: 'ml_new', kind: 'account', template: 'webhook_disabled', lang: 'en', disputeId: null, number: null, eventSeq: null, recipientId: 'desk', recipientRole: 'staff', mandatory: true,
  subject: 's', html: 'h', plain: 'p', deadlineKind: null, dueAt: null, at: Date.now(), notBefore: Date.now(), ...more,
});

async function letters(): Promise<void> {
  const [planning, sending] = [parley.app.get(MailPlanningRepository), parley.app.get(MailSendingRepository)];
  const [event] = await planning.events();
  await planning.keep(-1, 0, { mails: [letter({})], desk: [], gathered: [] });
  const notices = await planning.notices(25);
  await planning.keepReminders(notices.map(({ id }) => id), [letter({ id: 'ml_reminder', noticeId: notices[0]!.id })]);
  await planning.titles('order-1000000000000000', ['lamp']);
  const gathered = await planning.gathered();
  await planning.keepGathered(gathered, [letter({ id: 'ml_gathered' })]);
  const desk = await planning.desk();
  await planning.keepDigest(desk.map(({ position }) => position), [letter({ id: 'ml_digest', kind: 'digest' })]);
  const told = await planning.accountNotices(25);
  await planning.keepAccountNotices(told.map(({ id }) => id), [letter({ id: 'ml_account', noticeId: told[0]!.id })]);
  expect([event !== undefined, notices.length, gathered.length, desk.length, told.length]).toEqual([true, 25, 1, 200, 6]);
  await planning.countDue();
  await planning.next();
  const [first, second, third] = await sending.claim(6);
  await sending.sent(first!);
  await sending.later(second!, '451', 1_000);
  await sending.park(third!, '550');
  await sending.resend(third!.id);
  await sending.resendSince(new Date(0).toISOString(), 10);
  const parked = await sending.parked(null, 20);
  await sending.parked(parked.at(-1)!.id, 20);
  await sending.count();
  await sending.keepAll(10);
  await sending.newest(parked[0]!.id, 20);
  await sending.find(first!.id);
  await sending.html(first!.id);
  await sending.purge(500, 90);
}

async function reminders(): Promise<void> {
  const [notices, preferences] = [parley.app.get(NoticesRepository), parley.app.get(PreferencesRepository)];
  await notices.due();
  const [row] = await parley.sql.query<{ due: Date; id: string; kind: string }>('SELECT dispute_id AS id, kind, due_at AS due FROM deadline LIMIT 1');
  const due = { disputeId: row!.id, kind: row!.kind, dueAt: row!.due.getTime(), moment: 0 } as Parameters<NoticesRepository['remind']>[0][number]['due'];
  await notices.remind([{ due, nextAt: null, notices: [{ id: 'nt_new', recipientId: 'somebody', recipientRole: 'buyer' }] }]);
  await notices.countDue();
  await notices.next();
  await preferences.muted('somebody-77');
  await preferences.mute('somebody-77', 'case_taken');
  await preferences.replace('somebody-77', []);
}

/** The names that stand in the repositories; those that are put together there are told apart by their first part. */
function namesInStore(): string[] {
  const sources = REPOSITORIES.map((name) => readFileSync(`${STORE}${name}.repository.ts`, 'utf8'));
  return sources.flatMap((source) => [...source.matchAll(/\.named(?:<.*>)?\(['`]([a-z_]+)/g)].map(([, name]) => name!));
}

describe(`What is told, at ${EVENTS} events`, () => {
  it('is looked at statement by statement, none left out', () => {
    const names = sent.map(({ name }) => name);
    const missing = namesInStore().filter((name) => !names.some((one) => one === name || (name.endsWith('_') && one.startsWith(name))));
    console.log(`told: the plans of ${sent.length} statements`);
    expect(namesInStore().length).toBeGreaterThan(45);
    expect(missing).toEqual([]);
  });

  it('is found along indexes: no table is read whole, none put in order', async () => {
    const found: Record<string, string[]> = {};
    for (const statement of sent) {
      const parts = await growingIn(statement);
      if (parts.length > 0) found[statement.name] = parts;
    }
    expect(found).toEqual({});
  });

  it('would be seen to be read whole, or put in order', async () => {
    const claim = sent.find(({ name }) => name === 'mail_claim')!;
    expect(await growingIn({ ...claim, text: claim.text.replace(`m.status = 'waiting' AND`, '') })).not.toEqual([]);
    expect(await growingIn({ text: 'SELECT id FROM mail ORDER BY subject LIMIT $1', params: [5] })).not.toEqual([]);
  });
});
