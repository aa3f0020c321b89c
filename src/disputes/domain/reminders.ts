import type { Deadline } from './deadlines.js';

/**
 * The next moment to remind of a deadline, or null when none is left. `shares` are parts of the time it has
 * (the policy's `reminders`). Only people are reminded, and never of a deadline that is paused.
 */
export function nextReminder(deadline: Deadline, shares: readonly number[], now: number): number | null {
  const { armedAt, dueAt, pausedLeft, awaiting } = deadline;
  if (pausedLeft !== null || !['buyer', 'seller', 'both'].includes(awaiting)) return null;
  const moments = shares.map((share) => Math.round(armedAt + share * (dueAt - armedAt)));
  return moments.find((moment) => moment > now && moment < dueAt) ?? null;
}
