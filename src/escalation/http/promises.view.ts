import { ApiProperty } from '@nestjs/swagger';
import { durationText } from '../../disputes/index.js';
import type { Language } from '../../foundation/identity/index.js';
import { PROMISES } from '../domain/desk-rules.js';
import type { ExplainedPromise } from '../promises.service.js';
import { momentInWords } from '../moments.js';
import { tell } from './words/words.js';

/** What a promised time was computed from. */
export class PromiseOriginView {
  @ApiProperty({ format: 'date-time', example: '2026-03-08T10:00:00.000Z', description: 'When the case came to the desk.' })
  since: string;
  @ApiProperty({ example: 'PT9H', description: 'Counted in opening hours.' })
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
  @ApiProperty({ example: 'A case is taken up by 9 March 2026 at 10:00 UTC: 9 opening hours after it came to the desk.' })
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
const iso = (at: number): string => new Date(at).toISOString();

function textOf({ kind, dueAt, duration }: ExplainedPromise, language: Language): string {
  const hours = Math.round((duration / HOUR) * 10) / 10;
  if (dueAt === null) return tell(language, 'promises', 'paused', { hours });
  return tell(language, 'promises', kind, { hours, due: momentInWords(language, dueAt) });
}

export function promiseView(promise: ExplainedPromise, language: Language): PromiseView {
  const { kind, dueAt, metAt, kept, since, duration, pauses, holidays, rules } = promise;
  const { timeZone, hours } = rules.calendar;
  const paused = pauses.reduce((sum, { from, until }) => sum + until - from, 0);
  const openingHours = Object.fromEntries(Object.entries(hours).map(([day, all]) => [day, all.map((each) => [...each])]));
  return {
    kind,
    ...(dueAt === null ? {} : { dueAt: iso(dueAt) }), ...(metAt === null ? {} : { metAt: iso(metAt) }), ...(kept === null ? {} : { kept }),
    text: textOf(promise, language),
    computedFrom: { since: iso(since), duration: durationText(duration), timeZone, openingHours, holidays: [...holidays], paused: durationText(paused) },
  };
}
