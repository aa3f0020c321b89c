import { describe, expect, it } from '@jest/globals';
import { MOST_TRIES, nextTryIn, retryAfterIn } from './schedule.js';
import { bodyText, LONGEST_BODY, pingBody } from './webhook-body.js';
import { factsTold } from './facts-told.js';

const SECOND = 1_000;
const HOUR = 3_600_000;
const pause = (tries: number, more: object = {}) => nextTryIn({ tries, retryAfter: null, chance: 0.5, speed: 1, ...more });

describe('The schedule', () => {
  it('is 0, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, and then it ends', () => {
    const pauses = Array.from({ length: MOST_TRIES }, (_, index) => pause(index + 1));
    expect(pauses).toEqual([5 * SECOND, 300 * SECOND, HOUR / 2, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR, null]);
  });

  it('spreads tries by a tenth either way', () => {
    expect([pause(2, { chance: 0 }), pause(2, { chance: 1 })]).toEqual([270 * SECOND, 330 * SECOND]);
  });

  it('gives more time to who asks for it, up to a day', () => {
    expect(pause(1, { retryAfter: 60 * SECOND })).toBe(60 * SECOND);
    expect(pause(3, { retryAfter: 60 * SECOND })).toBe(HOUR / 2);
    expect(pause(1, { retryAfter: 1_000 * HOUR })).toBe(24 * HOUR);
    expect(pause(10, { retryAfter: 60 * SECOND })).toBeNull();
  });

  it('reads Retry-After as seconds or a date', () => {
    const now = Date.parse('2026-03-06T10:00:00Z');
    expect([' 120 ', 'Fri, 06 Mar 2026 10:00:30 GMT', 'Thu, 05 Mar 2026 10:00:00 GMT', 'soon', '-5', undefined].map((header) => retryAfterIn(header, now))).toEqual([
      120 * SECOND, 30 * SECOND, 0, null, null, null,
    ]);
  });
});

describe('A body', () => {
  it('is never longer than promised', () => {
    const body = { ...pingBody('evt_1', 'endpoint.ping', 'we_1', 0), data: { ids: Array.from({ length: 2_000 }, (_, index) => `ev_${index}_ñandú`) } };
    expect(Buffer.byteLength(JSON.stringify(body))).toBeGreaterThan(LONGEST_BODY);
    expect(JSON.parse(bodyText(body))).toMatchObject({ id: 'evt_1', data: { shortened: true } });
  });

  it('tells ids, codes and amounts, never a text or its commitment', () => {
    const input = {
      offerId: 'of_1', remedy: { kind: 'refund', amount: 600, note: 'secret' }, message: 'a'.repeat(64), text: 'b'.repeat(64), claim: { statement: 'x' }, hasAddress: true,
      ruling: { id: 'rul_1', grant: { remedy: { kind: 'refund', amount: 5 } }, document: 'c'.repeat(64) }, reason: 'r'.repeat(201), evidenceIds: ['ev_1'],
    };
    expect(factsTold(input)).toEqual({
      offerId: 'of_1', evidenceIds: ['ev_1'], remedy: { kind: 'refund', amount: 600 }, ruling: { id: 'rul_1', remedy: { kind: 'refund', amount: 5 } },
    });
    expect(factsTold({})).toEqual({});
  });

  it('tells which moment or point of a piece a message is about, and nothing else of it', () => {
    const anchor = { evidenceId: 'ev_1', second: 12, text: 'here', point: { x: 0.25, y: 1, note: 'there' } };
    expect(factsTold({ messageId: 'msg_1', anchor })).toEqual({ messageId: 'msg_1', anchor: { evidenceId: 'ev_1', second: 12, point: { x: 0.25, y: 1 } } });
    expect(factsTold({ messageId: 'msg_1', anchor: { evidenceId: 'ev_1' } })).toEqual({ messageId: 'msg_1', anchor: { evidenceId: 'ev_1' } });
  });
});
