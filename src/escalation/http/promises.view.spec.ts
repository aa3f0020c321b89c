import { describe, expect, it } from '@jest/globals';
import type { DeskRulesDocument } from '../domain/desk-rules.js';
import type { Step } from '../domain/journey.js';
import { promisesOf } from '../domain/promises.js';
import { explained } from '../promises.service.js';
import { promiseView } from './promises.view.js';

const HOUR = 3_600_000;
const RULES: DeskRulesDocument = {
  dueSoon: HOUR, mostHeld: 5, promises: { pickup: 4 * HOUR, decision: 13.5 * HOUR },
  calendar: {
    timeZone: 'Europe/Madrid', holidays: ['2026-12-07', '2026-12-08', '2026-12-25'],
    hours: { monday: [['09:00', '18:00']], tuesday: [['09:00', '18:00']], wednesday: [['09:00', '18:00']], thursday: [['09:00', '18:00']], friday: [['09:00', '18:00']] },
  },
};
const at = (iso: string): number => Date.parse(iso);

type Told = readonly [at: string, to: string];

function viewsAt(now: string, language: 'en' | 'es', ...told: readonly Told[]) {
  const steps = told.map(([when, to], index): Step => ({ type: 'x', from: told[index - 1]?.[1] ?? null, to, at: at(when), actor: { role: 'clock', id: 'clock' }, input: {} }));
  return promisesOf(steps, RULES, at(now)).map((promise) => promiseView(explained(promise, RULES, at(now)), language));
}

/** On a Friday afternoon before two holidays. */
const QUEUED: Told = ['2026-12-04T15:00:00Z', 'escalated.queued'];
const TAKEN: Told = ['2026-12-04T16:30:00Z', 'escalated.underReview'];

describe('A promise explains itself', () => {
  it('with the holidays that made it later, and what it was computed from', () => {
    const [pickup, decision] = viewsAt('2026-12-04T15:10:00Z', 'en', QUEUED);
    expect(pickup).toEqual({
      kind: 'pickup', dueAt: '2026-12-09T10:00:00.000Z',
      text: 'The case is taken up by December 9, 2026 at 10:00 AM UTC: 4 opening hours after it came to the desk. '
        + 'Counted by the desk’s opening hours in Europe/Madrid, without the holidays of December 7, 2026 and December 8, 2026.',
      computedFrom: {
        since: '2026-12-04T15:00:00.000Z', duration: 'PT4H', timeZone: 'Europe/Madrid', openingHours: RULES.calendar.hours, holidays: ['2026-12-07', '2026-12-08'], paused: 'PT0S',
      },
    });
    expect(decision).toMatchObject({ dueAt: '2026-12-10T10:30:00.000Z', computedFrom: { duration: 'PT13H30M' } });
  });

  it('with the time in which it stood still, which does not move what was met before', () => {
    const told: Told[] = [QUEUED, TAKEN, ['2026-12-04T16:40:00Z', 'escalated.awaitingInformation'], ['2026-12-10T08:00:00Z', 'escalated.underReview']];
    const [pickup, decision] = viewsAt('2026-12-10T09:00:00Z', 'es', ...told);
    expect(pickup).toMatchObject({ dueAt: '2026-12-09T10:00:00.000Z', metAt: '2026-12-04T16:30:00.000Z', kept: true, computedFrom: { paused: 'PT0S' } });
    expect(pickup!.text).toBe('El caso se asume antes del 9 de diciembre de 2026 a las 10:00 UTC: 4 horas de atención después de llegar a la plataforma. '
      + 'Esta promesa se cumplió el 4 de diciembre de 2026 a las 16:30 UTC. '
      + 'Contado según el horario de la plataforma en Europe/Madrid, sin los festivos del 7 de diciembre de 2026 y 8 de diciembre de 2026.');
    expect(decision).toMatchObject({ dueAt: '2026-12-11T10:50:00.000Z', computedFrom: { paused: 'P5DT15H20M' } });
    expect(decision!.text).toMatch(/sin los festivos del .+, y sin 135 horas en que estuvo detenido\.$/);
  });

  it('as broken where its time was over before it stood still', () => {
    const taken: Told = ['2026-12-10T09:00:00Z', 'escalated.underReview'];
    for (const pause of ['escalated.awaitingInformation', 'suspended']) {
      const asked: Told = ['2026-12-11T09:00:00Z', pause];
      const [pickup, decision] = viewsAt('2026-12-14T09:00:00Z', 'en', QUEUED, taken, asked);
      expect([pickup!.kept, pickup!.dueAt, decision!.kept, decision!.dueAt]).toEqual([false, '2026-12-09T10:00:00.000Z', false, '2026-12-10T10:30:00.000Z']);
      expect(decision!.text).toContain('This promise was broken: the time is over.');
      expect(decision!.computedFrom.paused).toBe('PT0S');
      const [, inTime] = viewsAt('2026-12-14T09:00:00Z', 'en', QUEUED, taken, ['2026-12-10T10:29:00Z', pause]);
      expect([inTime!.kept, inTime!.dueAt]).toEqual([undefined, undefined]);
    }
    const waiting = viewsAt('2026-12-14T09:00:00Z', 'en', QUEUED, ['2026-12-10T09:00:00Z', 'suspended']);
    expect(waiting.map(({ kept }) => kept)).toEqual([false, undefined]);
  });

  it('while it stands still, and where it was broken', () => {
    const asked: Told[] = [QUEUED, TAKEN, ['2026-12-04T16:40:00Z', 'escalated.awaitingInformation']];
    expect(viewsAt('2026-12-05T16:40:00Z', 'en', ...asked)[1]!.text).toBe('The time of 13.5 opening hours stands still until the answers are there. '
      + 'Counted by the desk’s opening hours in Europe/Madrid, and without 1 day in which it stood still.');
    const late = viewsAt('2026-12-11T12:00:00Z', 'en', QUEUED, ['2026-12-10T09:00:00Z', 'escalated.underReview']);
    expect(late.map(({ kept }) => kept)).toEqual([false, false]);
    expect(late.map(({ text }) => /This promise was broken: [^.]+\./.exec(text)?.[0])).toEqual([
      'This promise was broken: it happened on December 10, 2026 at 9:00 AM UTC.', 'This promise was broken: the time is over.',
    ]);
  });
});
