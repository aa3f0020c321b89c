/** One row of a dispute's log, as far as its course is read from it; `at` is epoch milliseconds. */
export interface Step {
  readonly type: string;
  readonly from: string | null;
  readonly to: string;
  readonly at: number;
  readonly actor: { readonly role: string; readonly id: string };
  readonly input: Readonly<Record<string, unknown>>;
}

/** A stretch of time in one state; the last one is still going on and has no end. */
export interface Stay {
  readonly state: string;
  readonly from: number;
  readonly until: number | null;
}

export const stageOf = (state: string): string => state.split('.')[0] ?? state;

/** Where a dispute was, and for how long: steps that stay in a state go on with it. */
export function staysOf(steps: readonly Step[]): Stay[] {
  const entered = steps.filter((step, index) => index === 0 || step.to !== steps[index - 1]!.to);
  return entered.map(({ to, at }, index) => ({ state: to, from: at, until: entered[index + 1]?.at ?? null }));
}

/** How long a dispute was in states of a kind, up to `now` where it still is. */
export function timeIn(stays: readonly Stay[], isMeant: (state: string) => boolean, now: number): number {
  return stays.filter(({ state }) => isMeant(state)).reduce((sum, { from, until }) => sum + (until ?? now) - from, 0);
}
