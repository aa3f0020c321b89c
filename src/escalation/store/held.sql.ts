/**
 * What anybody holds: the cases on their desk, whatever these wait for, and those that a chargeback suspended in their hands. The
 * latter come back to them, however much they have taken meanwhile: so they are held all the time.
 */
export const CASES_HELD = `(SELECT holder FROM case_queue WHERE holder IS NOT NULL UNION ALL SELECT holder FROM suspended_case)`;

/** The cases that one person holds; PostgreSQL looks for them in each table's index of holders. */
export const casesHeldBy = (person: string): string => `(SELECT FROM ${CASES_HELD} every WHERE every.holder = ${person})`;

/** How many those are. */
export const countHeldBy = (person: string): string => `(SELECT count(*)::integer FROM ${casesHeldBy(person)} held)`;
