/** What makes a case urgent: what its level counts, and what its time says. */
export const REASONS_TO_HURRY = ['pickup_missed', 'appealed', 'high_amount', 'overdue', 'due_soon'] as const;
export type ReasonToHurry = (typeof REASONS_TO_HURRY)[number];

/** A case as far as its urgency goes; times are epoch milliseconds. */
export interface Hurried {
  readonly because: readonly string[];
  readonly dueAt: number;
  readonly now: number;
}

/** A time that is over is not soon any more. What a later version adds to the queue is left out until we know its words. */
export function reasonsToHurry({ because, dueAt, now }: Hurried, soonMs: number): ReasonToHurry[] {
  const late: ReasonToHurry[] = dueAt <= now ? ['overdue'] : dueAt <= now + soonMs ? ['due_soon'] : [];
  return [...REASONS_TO_HURRY.filter((reason) => because.includes(reason)), ...late];
}
