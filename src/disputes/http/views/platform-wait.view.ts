import { ApiProperty } from '@nestjs/swagger';
import type { Dispute, MeasuredWait } from '../../dispute.js';
import type { State } from '../../domain/states.js';
import { FEWEST_CASES, isFar, MEASURED_DAYS, roundedWait } from '../../domain/waiting.js';
import { timeInWords } from '../words/time.js';
import { say } from '../words/words.js';
import { durationText } from './durations.js';
import type { Reader } from './reader.js';

/** What the expected time was measured over. */
export class MeasuredOverView {
  @ApiProperty({ type: 'integer', description: `Cases of the last days; under ${FEWEST_CASES} nothing is expected from them.`, example: 184 })
  cases: number;
  @ApiProperty({ type: 'integer', example: MEASURED_DAYS })
  days: number;
}

/** How long a party will probably wait for the platform, from how long others waited. */
export class PlatformWaitView {
  @ApiProperty({ enum: ['pickup', 'decision'], description: 'For what: that somebody takes the case up, or that it is decided; counted from when it came to the platform.', example: 'pickup' })
  waitsFor: string;
  @ApiProperty({ type: 'integer', nullable: true, description: 'In the queue, 1 is next; more urgent cases may still come before. Null once it was taken up, and very far back.', example: 3 })
  place: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'How many wait in the queue.', example: 12 })
  of: number | null;
  @ApiProperty({ type: String, format: 'duration', nullable: true, description: 'Half of the cases took at most so long; null where there were too few.', example: 'PT5H' })
  median: string | null;
  @ApiProperty({ type: String, format: 'duration', nullable: true, description: 'Nine in ten took at most so long.', example: 'P2D' })
  p90: string | null;
  @ApiProperty({ type: MeasuredOverView })
  computedFrom: MeasuredOverView;
  @ApiProperty({ format: 'date-time', description: 'When it was measured.', example: '2026-03-10T09:00:00.000Z' })
  asOf: string;
  @ApiProperty({ description: 'The same in words.', example: 'Your case is number 3 of 12 in the queue. Half of all cases are taken up within 5 hours, nine in ten within 2 days.' })
  text: string;
}

const WAITS_FOR: Partial<Readonly<Record<State, MeasuredWait['kind']>>> = {
  'escalated.queued': 'pickup',
  'appealed.queued': 'pickup',
  'escalated.underReview': 'decision',
  'appealed.underReview': 'decision',
};

type Place = Pick<PlatformWaitView, 'place' | 'of'>;

function placeOf(ahead: number | null, queued: number): Place {
  if (ahead === null) return { place: null, of: null };
  const place = isFar(ahead) ? null : ahead + 1;
  // The queue was counted a moment before: nobody is fourth of three.
  return { place, of: Math.max(queued, ahead + 1) };
}

type Expected = Readonly<Record<'median' | 'p90', number>> | null;

function expectedOf(measured: MeasuredWait | undefined): Expected {
  if (measured === undefined || measured.cases < FEWEST_CASES || measured.median === null || measured.p90 === null) return null;
  return { median: roundedWait(measured.median), p90: roundedWait(measured.p90) };
}

function inWords(kind: MeasuredWait['kind'], { place, of }: Place, expected: Expected, { lang }: Reader): string {
  const where = place === null ? [] : [say(lang, 'phrases', 'waitPlace', { place: String(place), of: String(of) })];
  if (expected === null) return [...where, say(lang, 'phrases', 'waitUnknown')].join(' ');
  const values = { median: timeInWords(expected.median, lang), p90: timeInWords(expected.p90, lang) };
  return [...where, say(lang, 'phrases', kind === 'pickup' ? 'waitPickup' : 'waitDecision', values)].join(' ');
}

/** For a party whose case waits for the platform; undefined for everybody else, and while the platform waits for a party. */
export function platformWaitView({ wait, now }: Dispute, state: State, reader: Reader): PlatformWaitView | undefined {
  const kind = WAITS_FOR[state];
  if (wait === null || kind === undefined) return undefined;
  const measured = wait.measured?.find((each) => each.kind === kind);
  const expected = expectedOf(measured);
  const place = placeOf(wait.ahead, measured?.queued ?? 0);
  return {
    waitsFor: kind, ...place,
    median: expected === null ? null : durationText(expected.median),
    p90: expected === null ? null : durationText(expected.p90),
    computedFrom: { cases: measured?.cases ?? 0, days: MEASURED_DAYS },
    asOf: new Date(measured?.asOf ?? now).toISOString(),
    text: inWords(kind, place, expected, reader),
  };
}
