import { ApiProperty } from '@nestjs/swagger';
import { durationText, timeInWords } from '../../disputes/index.js';
import type { Language } from '../../foundation/identity/index.js';
import { PROMISES } from '../domain/desk-rules.js';
import type { ExplainedPromise } from '../promises.service.js';
import { dayInWords, momentInWords } from '../moments.js';
import { tell } from './words/words.js';

/** What a promised time was computed from. */
export class PromiseOriginView {
  @ApiProperty({ format: 'date-time', example: '2026-03-08T10:00:00.000Z', description: 'When the case came to the desk.' })
  since: string;
  @ApiProperty({ example: 'PT36H', description: 'Counted in opening hours.' })
  duration: string;
  @ApiProperty({ example: 'Europe/Madrid' })
  timeZone: string;
  @ApiProperty({
    type: 'object', additionalProperties: { type: 'array', items: { type: 'array', items: { type: 'string' } } }, example: { monday: [['09:00', '18:00']] },
    description: 'When the desk is open, by day of the week.',
  })
  openingHours: Record<string, string[][]>;
  @ApiProperty({ type: [String], example: ['2026-03-19'], description: 'Holidays in between on which it would have been open.' })
  holidays: string[];
  @ApiProperty({ example: 'PT0S', description: 'How long the desk could do nothing, because the parties were asked or the bank looked.' })
  paused: string;
}

/** How soon the platform said it would act. */
export class PromiseView {
  @ApiProperty({ enum: PROMISES, example: 'pickup' })
  kind: string;
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-09T10:00:00.000Z', description: 'Absent while it is paused.' })
  dueAt?: string;
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-09T09:00:00.000Z' })
  metAt?: string;
  @ApiProperty({ required: false, example: true, description: 'Absent while it is open.' })
  kept?: boolean;
  @ApiProperty({
    example: 'The case is taken up by March 9, 2026 at 10:00 AM UTC: 9 opening hours after it came to the desk. Counted by the desk’s opening hours in Europe/Madrid.',
    description: 'What was promised, what became of it, and how it was counted, in the reader’s language.',
  })
  text: string;
  @ApiProperty({ type: PromiseOriginView })
  computedFrom: PromiseOriginView;
}

/** Every promise of one dispute, oldest first. */
export class PromiseListView {
  @ApiProperty({ type: [PromiseView] })
  data: PromiseView[];
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
const iso = (at: number): string => new Date(at).toISOString();

/** Opening hours make no days: a day of them would be taken for one of the calendar. */
const hoursText = (ms: number): string => `PT${Math.floor(ms / HOUR)}H${ms % HOUR === 0 ? '' : `${Math.round((ms % HOUR) / MINUTE)}M`}`;
const pausedIn = ({ pauses }: ExplainedPromise): number => pauses.reduce((sum, { from, until }) => sum + until - from, 0);

/** To the hour, and to the minute below: nobody reckons a pause in seconds. */
function pausedInWords(paused: number, language: Language): string {
  const unit = paused < HOUR ? MINUTE : HOUR;
  return paused < MINUTE ? 'none' : timeInWords(Math.round(paused / unit) * unit, language);
}

function promisedText({ kind, dueAt, duration }: ExplainedPromise, language: Language): string {
  const hours = Math.round((duration / HOUR) * 10) / 10;
  if (dueAt === null) return tell(language, 'promises', 'paused', { hours });
  return tell(language, 'promises', kind, { hours, due: momentInWords(language, dueAt) });
}

function becameText({ kept, metAt }: ExplainedPromise, language: Language): string[] {
  if (kept === null) return [];
  if (metAt === null) return [tell(language, 'promises', 'over')];
  return [tell(language, 'promises', kept ? 'kept' : 'late', { met: momentInWords(language, metAt) })];
}

function countedText(promise: ExplainedPromise, language: Language): string {
  const { holidays, rules } = promise;
  const days = new Intl.ListFormat(language).format(holidays.map((day) => dayInWords(language, day)));
  return tell(language, 'promises', 'counted', { timeZone: rules.calendar.timeZone, holidays: holidays.length, days, paused: pausedInWords(pausedIn(promise), language) });
}

const textOf = (promise: ExplainedPromise, language: Language): string =>
  [promisedText(promise, language), ...becameText(promise, language), countedText(promise, language)].join(' ');

export function promiseView(promise: ExplainedPromise, language: Language): PromiseView {
  const { kind, dueAt, metAt, kept, since, duration, holidays, rules } = promise;
  const { timeZone, hours } = rules.calendar;
  const openingHours = Object.fromEntries(Object.entries(hours).map(([day, all]) => [day, all.map((each) => [...each])]));
  return {
    kind,
    ...(dueAt === null ? {} : { dueAt: iso(dueAt) }), ...(metAt === null ? {} : { metAt: iso(metAt) }), ...(kept === null ? {} : { kept }),
    text: textOf(promise, language),
    computedFrom: { since: iso(since), duration: hoursText(duration), timeZone, openingHours, holidays: [...holidays], paused: durationText(pausedIn(promise)) },
  };
}
