/** The languages that every article exists in. */
export const HELP_LANGUAGES = ['en', 'es'] as const;
export type HelpLanguage = (typeof HELP_LANGUAGES)[number];

/** Whom an article is for. */
export const HELP_ROLES = ['buyer', 'seller', 'arbitrator', 'lead', 'marketplace'] as const;
export type HelpRole = (typeof HELP_ROLES)[number];

/** When an article helps. A list that is empty sets no limit; the same in every language. */
export interface Aim {
  readonly roles: readonly HelpRole[];
  readonly reasons: readonly string[];
  /** States, or stages for all their states. */
  readonly states: readonly string[];
  readonly actions: readonly string[];
  /** Among articles that fit equally: the smaller first. */
  readonly order: number;
}

/** An article as it was written, in one language: figures are still placeholders, links name other articles. */
export interface Article extends Aim {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  /** What people type who look for it, and the text does not say. */
  readonly words: string;
  readonly text: string;
}

/** What somebody needs help with; what is not set is any. */
export interface Need {
  readonly role?: string | undefined;
  readonly reason?: string | undefined;
  readonly state?: string | undefined;
}

const stageOf = (state: string): string => state.split('.')[0] ?? state;

/** A stage is meant with all its states. */
export const coversState = (states: readonly string[], state: string): boolean =>
  states.some((each) => each === state || each === stageOf(state) || (state === stageOf(state) && stageOf(each) === state));

const fits = (limits: readonly string[], asked: string | undefined): boolean => asked === undefined || limits.length === 0 || limits.includes(asked);

/** Whether the article may help there. */
export const helpsWith = ({ roles, reasons, states }: Aim, { role, reason, state }: Need): boolean =>
  fits(roles, role) && fits(reasons, reason) && (state === undefined || states.length === 0 || coversState(states, state));

/** How closely it was written for that need: the reason says more than the state, and the state more than the role. */
export function closeness({ roles, reasons, states }: Aim, { role, reason, state }: Need): number {
  const named = (limits: readonly string[], asked: string | undefined): number => (asked !== undefined && limits.length > 0 ? 1 : 0);
  return 4 * named(reasons, reason) + 2 * named(states, state) + named(roles, role);
}

/** The closest first. */
export function byCloseness(need: Need): (one: Aim & { readonly slug: string }, other: Aim & { readonly slug: string }) => number {
  return (one, other) => closeness(other, need) - closeness(one, need) || one.order - other.order || (one.slug < other.slug ? -1 : 1);
}
