import type { Policy } from '../policy/index.js';
import { courseUnder, type Course, type LoggedStep } from './course.js';

/** A closed dispute as it was. */
export interface Past {
  readonly disputeId: string;
  readonly number: string;
  readonly currency: string;
  readonly policy: string;
  readonly state: string;
  readonly log: readonly LoggedStep[];
}

export interface Shift {
  readonly before: number;
  readonly after: number;
}

/** What another policy would have changed. */
export interface Simulation {
  readonly candidate: string;
  readonly disputes: number;
  /** Left out: their log does not lead to where they ended, not even under their own policy, or no such policy is there any more. */
  readonly notReproduced: readonly string[];
  readonly changed: number;
  readonly outcomes: readonly { readonly from: string; readonly to: string; readonly disputes: number }[];
  /** Minor units paid back. */
  readonly money: Readonly<Record<string, Shift>>;
  readonly desk: { readonly visits: Shift; readonly secondPersons: Shift; readonly undecided: number };
  readonly endedBySilence: Shift;
  readonly deadlinesPassed: Readonly<Record<string, Shift>>;
  /** How long disputes were there, from the draft to the end: the middle one, in days. */
  readonly daysToClose: { readonly before: number | null; readonly after: number | null };
  /** What people did that the candidate has no room for, and in how many disputes. */
  readonly dropped: Readonly<Record<string, number>>;
  readonly examples: readonly { readonly number: string; readonly from: string; readonly to: string; readonly paid: Shift }[];
}

const DAY = 86_400_000;
const MOST_EXAMPLES = 20;

/** What is kept of a dispute until the end: logs are long, and there are many. */
interface Pair {
  readonly past: Pick<Past, 'number' | 'currency'> & { readonly begunAt: number };
  readonly before: Course;
  readonly after: Course;
}

const isChanged = ({ before, after }: Pair): boolean => before.state !== after.state || before.paid !== after.paid;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function shiftOf(pairs: readonly Pair[], of: (course: Course) => number): Shift {
  return { before: sum(pairs.map(({ before }) => of(before))), after: sum(pairs.map(({ after }) => of(after))) };
}

function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  return middle === undefined ? null : Math.round((middle / DAY) * 100) / 100;
}

function daysOf(pairs: readonly Pair[], side: 'before' | 'after'): number | null {
  return median(pairs.flatMap(({ past, [side]: { closedAt } }) => (closedAt === null ? [] : [closedAt - past.begunAt])));
}

function outcomesOf(pairs: readonly Pair[]): Simulation['outcomes'] {
  const groups = Map.groupBy(pairs, ({ before, after }) => `${before.state} ${after.state}`);
  return [...groups.values()]
    .map((group) => ({ from: group[0]!.before.state, to: group[0]!.after.state, disputes: group.length }))
    .sort((one, other) => other.disputes - one.disputes || (one.from + one.to < other.from + other.to ? -1 : 1));
}

function byName(names: readonly string[], of: (name: string) => Shift): Record<string, Shift> {
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, of(name)]));
}

/** Collects what a policy would have changed, dispute by dispute. */
export class Simulator {
  private readonly pairs: Pair[] = [];
  private readonly notReproduced: string[] = [];

  /** `policyOf` gives the policy that a dispute lived under. */
  constructor(
    private readonly candidate: Policy,
    private readonly policyOf: (id: string) => Policy,
  ) {}

  add(past: Past): void {
    const { log, number, currency } = past;
    const courses = this.coursesOf(past);
    if (courses === null) this.notReproduced.push(number);
    else this.pairs.push({ past: { number, currency, begunAt: log[0]!.at }, ...courses });
  }

  /** How it went and would have gone; null where the log does not tell: a damaged one must not keep anybody from looking at all the others. */
  private coursesOf({ disputeId, policy, state, log }: Past): Pick<Pair, 'before' | 'after'> | null {
    try {
      const own = this.policyOf(policy);
      const before = courseUnder(own, disputeId, log);
      return before.state === state ? { before, after: courseUnder(this.candidate, disputeId, log, own) } : null;
    } catch {
      return null;
    }
  }

  result(): Simulation {
    const { pairs, notReproduced } = this;
    const changed = pairs.filter(isChanged);
    const kinds = pairs.flatMap(({ before, after }) => [...Object.keys(before.passed), ...Object.keys(after.passed)]);
    const dropped = pairs.flatMap(({ before, after }) => [...new Set(after.dropped)].filter((type) => !before.dropped.includes(type)));
    return {
      candidate: this.candidate.id, disputes: pairs.length, notReproduced, changed: changed.length,
      outcomes: outcomesOf(pairs),
      money: byName(pairs.map(({ past }) => past.currency), (name) => shiftOf(pairs.filter(({ past }) => past.currency === name), ({ paid }) => paid)),
      desk: {
        visits: shiftOf(pairs, ({ visits }) => visits), secondPersons: shiftOf(pairs, ({ secondPersons }) => secondPersons),
        undecided: pairs.filter(({ after }) => !after.state.startsWith('closed')).length,
      },
      endedBySilence: shiftOf(pairs, ({ endedBySilence }) => Number(endedBySilence)),
      deadlinesPassed: byName(kinds, (kind) => shiftOf(pairs, ({ passed }) => passed[kind] ?? 0)),
      daysToClose: { before: daysOf(pairs, 'before'), after: daysOf(pairs, 'after') },
      dropped: Object.fromEntries([...Map.groupBy(dropped, (type) => type)].map(([type, all]) => [type, all.length])),
      examples: changed.slice(0, MOST_EXAMPLES).map(({ past: { number }, before, after }) => ({
        number, from: before.state, to: after.state, paid: { before: before.paid, after: after.paid },
      })),
    };
  }
}
