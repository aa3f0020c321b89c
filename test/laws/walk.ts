import { begin, decide, knows, type Accepted, type Decision, type Situation } from '../../src/disputes/domain/decide.js';
import type { EventType } from '../../src/disputes/domain/events.js';
import { STATES, type State } from '../../src/disputes/domain/states.js';
import { claimForm, PEOPLE, POLICY, START, type ClaimWish } from '../support/dispute-story.js';
import { afterWaiting, isOver, keyOf, settle } from './configurations.js';
import { LAWS, type LawName, type Step } from './laws.js';
import { movesFor, type Doubling, type Extent, type Move } from './moves.js';

export interface Violation {
  readonly law: LawName;
  readonly what: string;
  /** The shortest way there, step by step. */
  readonly path: readonly string[];
}

export interface Report {
  readonly configurations: number;
  readonly transitions: number;
  readonly refusals: number;
  readonly states: ReadonlySet<State>;
  readonly events: ReadonlySet<EventType>;
  readonly codes: ReadonlySet<string>;
  readonly violations: readonly Violation[];
}

export type Decide = typeof decide;

interface Seen {
  readonly index: number;
  readonly situation: Situation;
}

const describe = ({ event, actor }: Move): string => `${actor.id}: ${event.type}${'kind' in event ? ` ${event.kind}` : ''}`;

/** What the law counts on when both parties are silent. A bank's or a lead's intervention would end everything, and prove nothing. */
const isOrdinary = ({ event, actor }: Move): boolean =>
  actor.role !== 'buyer' && actor.role !== 'seller' && !['chargebackOpened', 'chargebackLost', 'closedByLead'].includes(event.type);

const JUDGES = Object.entries(LAWS) as [keyof typeof LAWS, (typeof LAWS)[keyof typeof LAWS]][];

/** Breadth first through everything that `decide` allows, starting from one claim. */
class Walker {
  private readonly indexOf = new Map<string, number>();
  private readonly parents: number[] = [];
  private readonly how: string[] = [];
  private readonly ended: number[] = [];
  /** Edges nobody of the two parties has to take, backwards: from, to, from, to... */
  private readonly withoutParties: number[] = [];
  private frontier: Seen[] = [];
  private transitions = 0;
  private refusals = 0;
  private readonly states = new Set<State>();
  private readonly events = new Set<EventType>();
  private readonly codes = new Set<string>();
  readonly violations: Violation[] = [];

  constructor(
    private readonly moves: ReadonlyMap<State, readonly Move[]>,
    private readonly decide: Decide,
    private readonly mostViolations: number,
  ) {}

  run(first: Situation): Report {
    this.visit(first, -1, 'buyerStarted');
    while (this.frontier.length > 0 && this.violations.length < this.mostViolations) {
      const layer = this.frontier;
      this.frontier = [];
      for (const seen of layer) this.leave(seen);
    }
    if (this.violations.length < this.mostViolations) this.findStuck();
    const { transitions, refusals, states, events, codes, violations } = this;
    return { configurations: this.parents.length, transitions, refusals, states, events, codes, violations };
  }

  private visit(next: Situation, parent: number, how: string): number {
    const situation = settle(next);
    const key = keyOf(situation);
    const known = this.indexOf.get(key);
    if (known !== undefined) return known;
    const index = this.parents.length;
    this.indexOf.set(key, index);
    this.parents.push(parent);
    this.how.push(`${how} -> ${situation.state}`);
    this.states.add(situation.state);
    if (isOver(situation)) this.ended.push(index);
    this.frontier.push({ index, situation });
    return index;
  }

  private leave({ index, situation }: Seen): void {
    const picture = keyOf(situation);
    for (const move of this.moves.get(situation.state) ?? []) this.attempt(index, situation, move);
    for (const { kind, dueAt, pausedLeft } of situation.deadlines) {
      const passed: Move = { event: { type: 'deadlinePassed', kind, dueAt: new Date(dueAt).toISOString() }, actor: PEOPLE.clock };
      const due = { ...situation, now: dueAt };
      const early = this.attempt(index, pausedLeft === null ? situation : due, passed);
      if (early.outcome !== 'unchanged') this.report(index, 'refusalsChangeNothing', `${kind} passed while it was paused or not due`);
      if (pausedLeft === null) this.attempt(index, due, passed);
    }
    this.withoutParties.push(index, this.visit(afterWaiting(situation), index, 'time passes'));
    if (keyOf(situation) !== picture) this.report(index, 'refusalsChangeNothing', 'the situation itself was changed');
  }

  private attempt(index: number, before: Situation, move: Move): Decision {
    const decision = this.decide(before, move.event, move.actor);
    if (decision.outcome === 'accepted') this.follow(index, before, move, decision);
    else this.refusals += 1;
    if (decision.outcome === 'refused') this.codes.add(decision.refusal.code);
    return decision;
  }

  private follow(index: number, before: Situation, move: Move, after: Accepted): void {
    this.transitions += 1;
    this.events.add(move.event.type);
    this.judge(index, { before, move, after });
    const next = this.visit({ ...before, state: after.state, facts: after.facts, deadlines: after.deadlines }, index, describe(move));
    if (isOrdinary(move)) this.withoutParties.push(index, next);
  }

  private judge(index: number, step: Step): void {
    for (const [law, judge] of JUDGES) {
      const what = judge(step);
      if (what !== null) this.report(index, law, `${describe(step.move)}: ${what}`);
    }
  }

  private report(index: number, law: LawName, what: string): void {
    if (this.violations.length >= this.mostViolations) return;
    const path: string[] = [];
    for (let at = index; at >= 0; at = this.parents[at] ?? -1) path.unshift(this.how[at] ?? '');
    this.violations.push({ law, what, path });
  }

  /** Law 1, backwards from the ends: who cannot be reached needs a party to act, or never ends. */
  private findStuck(): void {
    const before: number[][] = this.parents.map(() => []);
    for (let at = 0; at < this.withoutParties.length; at += 2) {
      before[this.withoutParties[at + 1] ?? 0]?.push(this.withoutParties[at] ?? 0);
    }
    const ends = new Set(this.ended);
    for (const index of ends) for (const from of before[index] ?? []) ends.add(from);
    this.parents.forEach((_, index) => {
      if (!ends.has(index)) this.report(index, 'closesByItself', 'it never closes without the parties');
    });
  }
}

/** What a state does not know at all is tried once, not in all its variants. */
function byState(moves: readonly Move[]): ReadonlyMap<State, readonly Move[]> {
  const first = new Set(new Map(moves.toReversed().map((move) => [move.event.type, move])).values());
  return new Map(STATES.map((state) => [state, moves.filter((move) => knows(state, move.event.type) || first.has(move))]));
}

export interface WalkOptions {
  readonly extent: Extent;
  readonly doubling?: Doubling;
  readonly decide?: Decide;
  /** Stop after so many. */
  readonly mostViolations?: number;
}

export function walk(wish: ClaimWish, { extent, doubling = {}, decide: by = decide, mostViolations = 5 }: WalkOptions): Report {
  const claim = claimForm(wish);
  const started = { type: 'buyerStarted', claim, orderId: 'order', sellerId: PEOPLE.seller.id, currency: 'EUR', statement: 'sha' } as const;
  const setting = { disputeId: 'dp_1', now: START, policy: POLICY };
  const moves = movesFor(wish, { ...claim, shipping: 0, amount: 0 }, extent, doubling);
  return new Walker(byState(moves), by, mostViolations).run({ ...setting, ...begin(setting, started, PEOPLE.buyer) });
}
