import { transition } from 'xstate';
import type { Policy } from '../../policy/domain/policy.js';
import { sealing } from './custody.js';
import { nextDeadlines, type Deadline } from './deadlines.js';
import { disputeMachine } from './dispute.machine.js';
import { ACTORS_OF, type DisputeEvent, type EventOf, type EventType } from './events.js';
import { firstFacts, type Actor, type Facts } from './facts.js';
import { objection } from './guards.js';
import type { Refusal, Setting } from './judgement.js';
import { alreadyHappened, isToldFromOutside } from './repeats.js';
import { STATES, type State } from './states.js';

/** One dispute as it stands, and the decision's now. */
export interface Situation {
  readonly disputeId: string;
  readonly state: State;
  readonly facts: Facts;
  readonly deadlines: readonly Deadline[];
  readonly now: number;
  readonly policy: Policy;
}

export interface Accepted {
  readonly outcome: 'accepted';
  readonly from: State | null;
  readonly state: State;
  readonly facts: Facts;
  readonly deadlines: readonly Deadline[];
}

export interface Refused {
  readonly outcome: 'refused';
  readonly refusal: Refusal;
}

/** Known already, or a deadline that is no longer armed: nothing happens, and that is no error. */
export interface Unchanged {
  readonly outcome: 'unchanged';
}

export type Decision = Accepted | Refused | Unchanged;

/** `[state, the state tree xstate understands]`, made once: resolving takes the value apart each time otherwise. */
const VALUES = new Map<State, string | Record<string, string>>(
  STATES.map((state) => {
    const [stage, step] = state.split('.') as [string, string | undefined];
    return [state, step === undefined ? stage : { [stage]: step }];
  }),
);

function publicState(value: unknown): State {
  if (typeof value === 'string') return value as State;
  const [stage, step] = Object.entries(value as Record<string, string>)[0] ?? ['', ''];
  return `${stage}.${step}` as State;
}

function snapshotOf(state: State, facts: Facts): ReturnType<typeof disputeMachine.resolveState> {
  return disputeMachine.resolveState({ value: VALUES.get(state) as never, context: facts });
}

interface Node {
  readonly states: Readonly<Record<string, Node>>;
  readonly ownEvents: readonly string[];
}

function declared(state: State): ReadonlySet<string> {
  const [stage, step] = state.split('.') as [string, string | undefined];
  const outer: Node | undefined = disputeMachine.root.states[stage];
  const inner = step === undefined ? undefined : outer?.states[step];
  return new Set([...(outer?.ownEvents ?? []), ...(inner?.ownEvents ?? [])]);
}

const DECLARED = new Map(STATES.map((state) => [state, declared(state)]));

/** Does this state know the event at all? What it says to it is another question. */
export function knows(state: State, type: EventType): boolean {
  return DECLARED.get(state)?.has(type) === true;
}

const UNCHANGED: Unchanged = { outcome: 'unchanged' };
const refused = (code: string): Refused => ({ outcome: 'refused', refusal: { code } });

/**
 * The law applied to one event: pure, without clock, database or framework.
 * Refuses with the code of the first guard that objects; `action_not_allowed` where the state has no such event.
 */
export function decide(situation: Situation, event: DisputeEvent, actor: Actor): Decision {
  const { state, facts, deadlines, now, policy, disputeId } = situation;
  if (!ACTORS_OF[event.type].includes(actor.role)) return refused('action_not_allowed');
  if (alreadyHappened(situation, event)) return UNCHANGED;
  const useless = isToldFromOutside(event.type) ? UNCHANGED : refused('action_not_allowed');
  if (!knows(state, event.type) && useless !== UNCHANGED) return useless;
  const setting: Setting = { disputeId, state, actor, now, policy, deadlines };
  const refusal = objection({ ...setting, facts, event });
  if (refusal !== null) return { outcome: 'refused', refusal };
  const before = snapshotOf(state, facts);
  const [after] = transition(disputeMachine, before, { ...event, setting });
  if (after === before) return useless;
  const to = publicState(after.value);
  const sealed = sealing(after.context, { event, actor, from: state, to, now });
  const passage = { from: state, to, facts: sealed, originBefore: facts.origin, event, now, policy };
  return { outcome: 'accepted', from: state, state: to, facts: sealed, deadlines: nextDeadlines(deadlines, passage) };
}

export interface Beginning {
  readonly disputeId: string;
  readonly now: number;
  readonly policy: Policy;
}

/** The first event of a dispute: it makes the draft. Only form is judged here; everything else waits for opening. */
export function begin({ now, policy }: Beginning, event: EventOf<'buyerStarted'>, actor: Actor): Accepted {
  const facts = firstFacts({ buyer: actor.id, seller: event.sellerId }, event.currency, { ...event.claim, shipping: 0, amount: 0 });
  const passage = { from: null, to: 'draft', facts, originBefore: null, event, now, policy } as const;
  return { outcome: 'accepted', from: null, state: 'draft', facts, deadlines: nextDeadlines([], passage) };
}

/** What would happen by itself if the clock reached this deadline now and nothing else had happened. */
export function ifSilent(situation: Situation, deadline: Deadline): Accepted | null {
  const event = { type: 'deadlinePassed', kind: deadline.kind, dueAt: new Date(deadline.dueAt).toISOString() } as const;
  const decision = decide({ ...situation, now: deadline.dueAt }, event, { role: 'clock', id: 'clock' });
  return decision.outcome === 'accepted' ? decision : null;
}

/** May this actor cause the event now, as far as can be told before its details are known? Null means yes. */
export function foresee(situation: Situation, event: { readonly type: EventType }, actor: Actor): Refusal | null {
  const { state, facts, now, policy, disputeId, deadlines } = situation;
  if (!ACTORS_OF[event.type].includes(actor.role) || !knows(state, event.type)) return { code: 'action_not_allowed' };
  return objection({ disputeId, state, actor, now, policy, deadlines, facts, event }, true);
}
