/** Days of the week as a calendar names them, Monday first as ISO 8601 counts them. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** From and until, as a clock on the wall shows it: `["09:00", "18:00"]`; `24:00` is the end of the day. */
export type OpeningHours = readonly [from: string, until: string];

/** When the desk is open. A day that is not named is closed; so is a holiday, whatever day it is. */
export interface BusinessCalendar {
  /** IANA name. */
  readonly timeZone: string;
  readonly hours: Readonly<Partial<Record<Weekday, readonly OpeningHours[]>>>;
  /** ISO dates in that zone. */
  readonly holidays: readonly string[];
}

/** What the platform promises: how soon a case is taken up, and how soon it is decided. */
export const PROMISES = ['pickup', 'decision'] as const;
export type PromiseKind = (typeof PROMISES)[number];

/** How the desk works under one policy. Durations are milliseconds here and ISO 8601 in the document. */
export interface DeskRulesDocument {
  /** How much time before it is due makes a case due soon. */
  readonly dueSoon: number;
  /** How many cases one arbitrator may hold at once. */
  readonly mostHeld: number;
  readonly calendar: BusinessCalendar;
  /** Counted in opening hours. */
  readonly promises: Readonly<Record<PromiseKind, number>>;
}
