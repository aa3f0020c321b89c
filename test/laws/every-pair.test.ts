import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decide } from '../../src/disputes/domain/decide.js';
import { ACTORS_OF, EVENT_TYPES, type DisputeEvent, type EventType } from '../../src/disputes/domain/events.js';
import type { Actor, ActorRole } from '../../src/disputes/domain/facts.js';
import { STATES, type State } from '../../src/disputes/domain/states.js';
import type { Dispute, Outcome } from '../../src/disputes/index.js';
import { bootApp, type TestApp } from '../support/app.js';
import { House, type Step } from './house.js';
import { personFor } from './plausible.js';
import { ALSO, REACH } from './reach.js';
import { fingerprints } from './rows.js';
import { mayLeadTo } from './table.js';
import { expectWritten, logOf } from './written.js';

let parley: TestApp;
let house: House;
const seen = { accepted: 0, refused: 0, unchanged: 0 };
const accepted = new Set<EventType>();
const edges = new Set<string>();

beforeAll(async () => {
  // Without a worker: only what this file does happens.
  parley = await bootApp({ roles: 'api' });
  house = new House(parley);
});
afterAll(() => parley.close());

const comparable = (dispute: Dispute) => ({
  ...dispute, now: 0, order: null, others: [], recent: [], unread: null, wait: null,
  deadlines: dispute.deadlines.toSorted((a, b) => (a.kind < b.kind ? -1 : 1)), offers: dispute.offers.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
});

async function judgeAccepted(before: Dispute, event: DisputeEvent, actor: Actor, outcome: Outcome): Promise<void> {
  const after = await house.read(before.id);
  const written = (await logOf(house.sql, before.id)).at(-1)!;
  const situation = { ...before, disputeId: before.id, policy: house.policy, now: written.occurredAt.getTime() };
  const decided = decide(situation, event, actor);
  if (decided.outcome !== 'accepted') throw new Error(`${event.type} in ${before.state} was written, but the law says ${JSON.stringify(decided)}`);
  expect(written).toMatchObject({ type: event.type, fromState: before.state, toState: decided.state, actor });
  await expectWritten(house.sql, before, decided, after, event.type);
  expect(comparable(outcome.dispute)).toEqual(comparable(after));
  expect(mayLeadTo(event.type, before.state)).toContain(after.state);
  accepted.add(event.type);
  edges.add(`${before.state} ${event.type} ${after.state}`);
}

/** One event by one actor on a dispute: written as decided, or refused as decided. True when the dispute moved on. */
async function judge(before: Dispute, role: ActorRole, step: Step): Promise<boolean> {
  const who = personFor(role, step.type, before);
  const { outcome, refusal, event } = await house.triesAs(who, before.id, step);
  if (event === null) throw new Error(`${step.type} in ${before.state} was not even judged: ${refusal?.code}`);
  if (outcome?.decision === 'accepted') {
    await judgeAccepted(before, event, who, outcome);
    seen.accepted += 1;
    return true;
  }
  const decided = decide({ ...before, disputeId: before.id, policy: house.policy }, event, who);
  if (decided.outcome === 'refused') {
    expect(refusal).toMatchObject({ code: decided.refusal.code, status: 409 });
    seen.refused += 1;
  } else {
    expect([decided.outcome, outcome?.decision]).toEqual(['unchanged', 'unchanged']);
    seen.unchanged += 1;
  }
  return false;
}

/** Every event by everyone who may cause it and by someone who may not; a dispute that moves on is replaced by another. What is refused writes nothing. */
async function judgeEveryEvent(state: State, way: readonly Step[], strangersToo: boolean): Promise<void> {
  let before!: Dispute;
  let prints: Record<string, string> = {};
  const afresh = async () => {
    before = await house.read(await house.lived(way), true);
    prints = await fingerprints(house.sql);
    expect(before.state).toBe(state);
  };
  const nothingWasWritten = async () => expect(await fingerprints(house.sql)).toEqual(prints);
  await afresh();
  for (const type of EVENT_TYPES) {
    for (const role of ACTORS_OF[type] as readonly ActorRole[]) {
      if (await judge(before, role, { type })) await afresh();
      else await nothingWasWritten();
    }
  }
  if (!strangersToo) return;
  for (const type of EVENT_TYPES.filter((one) => one !== 'deadlinePassed')) expect(await judge(before, 'clock', { type })).toBe(false);
  await nothingWasWritten();
}

async function judgeEveryDeadline(way: readonly Step[]): Promise<void> {
  const { deadlines } = await house.read(await house.lived(way));
  for (const { kind } of deadlines.filter(({ pausedLeft }) => pausedLeft === null)) {
    const id = await house.lived(way);
    const armed = (await house.read(id)).deadlines.find((deadline) => deadline.kind === kind);
    await house.untilClock(armed!.dueAt);
    expect(await judge(await house.read(id, true), 'clock', { type: 'deadlinePassed', deadline: kind })).toBe(true);
  }
}

describe('Every event in every state goes through the one door as the law says', () => {
  it.each(STATES)('%s', (state) => judgeEveryEvent(state, REACH[state], true));
  it.each(ALSO)('%s with another past (%#)', (state, way) => judgeEveryEvent(state, way, false));
});

describe('Every deadline that is armed passes through the one door', () => {
  it.each(STATES)('%s', (state) => judgeEveryDeadline(REACH[state]));
});

describe('What was looked at', () => {
  it('holds every event accepted somewhere, and nothing outside the written table', () => {
    console.log(`every pair: ${STATES.length} states, ${EVENT_TYPES.length} events: ${JSON.stringify(seen)}, ${edges.size} different edges`);
    const never = EVENT_TYPES.filter((type) => !accepted.has(type));
    expect(never).toEqual(['buyerStarted']);
    expect(seen.accepted).toBeGreaterThan(300);
    expect(seen.refused).toBeGreaterThan(2_000);
  });
});
