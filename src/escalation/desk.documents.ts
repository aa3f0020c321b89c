import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { durationMs, policiesFolder } from '../policy/index.js';
import { addBusinessTime } from './domain/business-time.js';
import { PROMISES, WEEKDAYS, type DeskRulesDocument } from './domain/desk-rules.js';

const DEFAULT = 'default';

const duration = z.string().transform((iso, context) => {
  try {
    const ms = durationMs(iso);
    if (ms > 0) return ms;
  } catch {
    // Whatever the parser found wrong, the sentence below says what is expected.
  }
  context.addIssue({ code: 'custom', message: `"${iso}" is not a positive ISO 8601 duration without months and years` });
  return z.NEVER;
});

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day such as 09:00');
const opening = z.tuple([clock, clock]).refine(([from, until]) => from < until, 'must end after it begins');
const openings = z.array(opening).refine((all) => all.every(([from], index) => index === 0 || all[index - 1]![1] <= from), 'must be in order and not overlap');

const knownZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const calendar = z.strictObject({
  timeZone: z.string().refine(knownZone, 'must be a time zone such as Europe/Madrid'),
  hours: z.partialRecord(z.enum(WEEKDAYS), openings).refine((days) => Object.values(days).some((day) => day.length > 0), 'the desk is never open'),
  holidays: z.array(z.iso.date()),
});

const rules = z.strictObject({ dueSoon: duration, mostHeld: z.int().min(1).max(10_000), calendar, promises: z.strictObject({ pickup: duration, decision: duration }) });

const DAY = 86_400_000;
/** Whoever waits longer was promised nothing. */
const LONGEST_WAIT = 366 * DAY;
const SOME_DAY = '2026-01-05';

/** Whether the promise can be computed for every case, also for one that comes just before holidays. */
function isKeptInTime(time: number, hours: z.infer<typeof calendar>): boolean {
  const begins = [SOME_DAY, ...hours.holidays].map((iso) => Date.parse(iso) - DAY);
  try {
    return begins.every((begin) => addBusinessTime(begin, time, hours) - begin <= LONGEST_WAIT);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const schema = rules.superRefine(({ calendar: hours, promises }, context) => {
  for (const kind of PROMISES) {
    if (isKeptInTime(promises[kind], hours)) continue;
    context.addIssue({ code: 'custom', path: ['promises', kind], message: 'the desk is not open so long in a year, or not between holidays' });
  }
});

/** How the desk works, from `policies/desk/<policy>.json`; `default.json` is for policies without a page of their own. */
export function readDeskRules(folder = join(policiesFolder(), 'desk')): ReadonlyMap<string, DeskRulesDocument> {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  const rules = new Map(files.map((file) => [file.replace(/\.json$/, ''), readDocument(join(folder, file), file)]));
  if (!rules.has(DEFAULT)) throw new Error(`no ${DEFAULT}.json in ${folder}`);
  return rules;
}

function readDocument(path: string, file: string): DeskRulesDocument {
  const result = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `  ${file}: ${issue.path.join('.') || '(document)'}: ${issue.message}`);
  throw new Error(`faulty rules of the desk:\n${faults.join('\n')}`);
}

/** The rules under one policy. */
export function rulesFor(rules: ReadonlyMap<string, DeskRulesDocument>, policy: string): DeskRulesDocument {
  const found = rules.get(policy) ?? rules.get(DEFAULT);
  if (found === undefined) throw new Error('the rules of the desk were read without their default');
  return found;
}
