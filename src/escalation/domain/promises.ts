import { addBusinessTime, type Stretch } from './business-time.js';
import type { DeskRulesDocument, PromiseKind } from './desk-rules.js';
import { stageOf, staysOf, type Stay, type Step } from './journey.js';

/** What the platform promised for one visit of a dispute to the desk. Times are epoch milliseconds. */
export interface Promised {
  readonly kind: PromiseKind;
  /** When the case came to the desk. */
  readonly since: number;
  /** Null while it is paused: it is computed anew when it goes on. */
  readonly dueAt: number | null;
  readonly metAt: number | null;
  /** When the desk could do nothing, because the parties were asked or the bank looked: as far as it was before the promise was met. */
  readonly pauses: readonly Stretch[];
}

const DESK = ['escalated', 'appealed'];
const isDesk = ({ state }: Stay): boolean => DESK.includes(stageOf(state));
const isQueued = ({ state }: Stay): boolean => state.endsWith('.queued');
const WAITS = ['awaitingInformation', 'awaitingAgreement'];
const isPaused = ({ state }: Stay): boolean => state === 'suspended' || WAITS.includes(state.split('.')[1] ?? '');

/** The stays of each visit to the desk. A suspension interrupts a visit; an appeal after a ruling, and what is sent back, are new ones. */
function visitsOf(stays: readonly Stay[]): Stay[][] {
  const visits: Stay[][] = [];
  let last: Stay[] | null = null;
  for (const [index, stay] of stays.entries()) {
    const before = stays[index - 1];
    const goesOn = last !== null && (stay.state === 'suspended' || (isDesk(stay) && (before?.state === 'suspended' || stageOf(before?.state ?? '') === stageOf(stay.state))));
    if (goesOn) last!.push(stay);
    else if (isDesk(stay)) visits.push((last = [stay]));
    else last = null;
  }
  return visits;
}

const endOf = (visit: readonly Stay[]): number | null => visit.at(-1)!.until;

function pausesOf(visit: readonly Stay[], now: number): Stretch[] {
  return visit.filter(isPaused).map(({ from, until }) => ({ from, until: until ?? now }));
}

function promisesIn(visit: readonly Stay[], { calendar, promises }: DeskRulesDocument, now: number): Promised[] {
  const since = visit[0]!.from;
  const all = pausesOf(visit, now);
  const stoppedAt = endOf(visit) === null ? visit[visit.findLastIndex((stay) => !isPaused(stay)) + 1]?.from : undefined;
  const taken = visit.find((stay) => isDesk(stay) && !isQueued(stay))?.from ?? endOf(visit);
  const promised = (kind: PromiseKind, metAt: number | null): Promised => {
    // What was done stays done, and so does until when it was promised: what pauses later is of no matter to it.
    const end = metAt ?? stoppedAt ?? now;
    const pauses = all.filter(({ from }) => from < end);
    const dueAt = addBusinessTime(since, promises[kind], calendar, pauses);
    // Nor does a promise that was broken become whole by a pause.
    const standsStill = metAt === null && stoppedAt !== undefined && dueAt > stoppedAt;
    return standsStill ? { kind, since, dueAt: null, metAt, pauses: all } : { kind, since, dueAt, metAt, pauses };
  };
  return [promised('pickup', taken), promised('decision', endOf(visit))];
}

/** Every promise of a dispute's life so far, oldest first, with what became of it. */
export function promisesOf(steps: readonly Step[], rules: DeskRulesDocument, now: number): Promised[] {
  return visitsOf(staysOf(steps)).flatMap((visit) => promisesIn(visit, rules, now));
}

/** Kept only where it was met by then; null while it is open and its time not over. */
export function wasKept({ dueAt, metAt }: Pick<Promised, 'dueAt' | 'metAt'>, now: number): boolean | null {
  if (metAt !== null) return dueAt === null || metAt <= dueAt;
  return dueAt !== null && dueAt <= now ? false : null;
}
