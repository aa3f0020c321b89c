/** Another dispute of the same order, as far as it takes units away from a new claim. */
export interface OtherDispute {
  readonly id: string;
  readonly standing: Standing;
  /** It ended by a ruling (or was inadmissible by one), not by a settlement. */
  readonly ruled: boolean;
  readonly reason: string;
  readonly items: readonly { readonly lineId: string; readonly units: readonly number[] }[];
}

/** `open` holds its units, `decided` has used them up, `reopenable` may still come back for them. */
export type Standing = 'open' | 'decided' | 'reopenable';

/** What is known of a dispute when it is looked at from its order. */
export interface DisputeEnd {
  readonly state: string;
  readonly reopenUntil: number | null;
  readonly inadmissibleBy: string | null;
}

/**
 * How a dispute stands towards its units, or null when it takes none: a draft, one that ended long ago without a
 * decision, one a lead closed (corrected by a new dispute), one superseded by a chargeback (its money is gone already).
 */
export function standingOf({ state, reopenUntil, inadmissibleBy }: DisputeEnd, now: number): Standing | null {
  if (state === 'draft' || state === 'discarded') return null;
  if (!state.startsWith('closed.')) return 'open';
  if (state === 'closed.ruled' || state === 'closed.settled') return 'decided';
  if (state === 'closed.inadmissible') return inadmissibleBy === 'lead' ? null : 'decided';
  const mayReopen = state === 'closed.withdrawn' || state === 'closed.expired';
  return mayReopen && reopenUntil !== null && now < reopenUntil ? 'reopenable' : null;
}

export const endedByRuling = (state: string): boolean => state === 'closed.ruled' || state === 'closed.inadmissible';
