import { describe, expect, it } from '@jest/globals';
import { outcomeOf, restAfter } from './mail-schedule.js';

describe('Trying again', () => {
  it('rests longer each time, for about two days, and then gives up', () => {
    const rests = Array.from({ length: 9 }, (_, index) => restAfter(index + 1, 0.5));
    expect(rests.map((rest) => (rest === null ? null : rest / 60_000))).toEqual([1, 5, 15, 60, 240, 480, 720, 1_440, null]);
    expect([restAfter(1, 0), restAfter(1, 1)]).toEqual([54_000, 66_000]);
  });

  it.each([
    ['a mailbox that does not exist', { responseCode: 550, code: 'EENVELOPE', command: 'RCPT TO' }, 'never', '550'],
    ['a letter that is refused', { responseCode: 554, code: 'EMESSAGE', command: 'DATA' }, 'never', '554'],
    ['greylisting', { responseCode: 451, code: 'EENVELOPE', command: 'RCPT TO' }, 'later', '451'],
    ['our own wrong password', { responseCode: 535, code: 'EAUTH', command: 'AUTH PLAIN' }, 'later', '535'],
    ['a sender that is not let through', { responseCode: 550, code: 'EENVELOPE', command: 'MAIL FROM' }, 'later', '550'],
    ['an address that is none', { code: 'EENVELOPE' }, 'never', 'EENVELOPE'],
    ['a connection that breaks', { code: 'ECONNECTION', command: 'CONN' }, 'later', 'ECONNECTION'],
    ['silence', { code: 'ETIMEDOUT' }, 'later', 'ETIMEDOUT'],
  ])('judges %s', (_, failure, is, kept) => {
    expect(outcomeOf(failure)).toEqual({ is, failure: kept });
  });
});
