/**
 * The cases that somebody holds: those on their desk, whatever these wait for, and those that a chargeback suspended in their
 * hands. The latter come back to them, however much they have taken meanwhile: so they are held all the time.
 */
export const casesHeldBy = (person: string): string =>
  `(SELECT FROM case_queue own WHERE own.holder = ${person} UNION ALL SELECT FROM suspended_case aside WHERE aside.holder = ${person})`;

/** How many those are. */
export const countHeldBy = (person: string): string => `(SELECT count(*)::integer FROM ${casesHeldBy(person)} held)`;
