import type { Deadline } from './deadlines.js';

const HOUR = 3_600_000;

/** Whatever a policy says, nobody loses a right without having been told on the day before and once more on the last. */
const BEFORE_THE_END = [24 * HOUR, 2 * HOUR];

/** Two reminders within an hour are one too many. */
const APART = HOUR;

/** When to remind of a deadline, in order. In its last day the fixed moments speak; a policy's shares that fall there, or right before, give way. */
function momentsOf({ armedAt, dueAt }: Deadline, shares: readonly number[]): number[] {
  const last = BEFORE_THE_END.map((before) => dueAt - before).filter((moment) => moment > armedAt);
  const until = last[0] === undefined ? dueAt : last[0] - APART;
  const early = shares.map((share) => Math.round(armedAt + share * (dueAt - armedAt))).filter((moment) => moment < until);
  return [...early.sort((one, other) => one - other), ...last];
}

/**
 * The next moment to remind of a deadline, or null when none is left. `shares` are parts of the time it has
 * (the policy's `reminders`). Only people are reminded, and never of a deadline that is paused.
 */
export function nextReminder(deadline: Deadline, shares: readonly number[], now: number): number | null {
  const { dueAt, pausedLeft, awaiting } = deadline;
  if (pausedLeft !== null || !['buyer', 'seller', 'both'].includes(awaiting)) return null;
  return momentsOf(deadline, shares).find((moment) => moment > now && moment < dueAt) ?? null;
}
