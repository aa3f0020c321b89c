import { describe, expect, it } from '@jest/globals';
import { Company, mayHearTyping, mayWriteTo, othersOf, sideOf } from './company.js';

describe('Who is there', () => {
  it('is there as long as any process says so, and for no longer than it is believed', () => {
    const company = new Company();
    expect(company.isThere('dp_1', 'seller', 0)).toBe(false);
    company.heard('dp_1', 'seller', 'one', 25);
    company.heard('dp_1', 'seller', 'two', 40);
    expect([10, 30, 40].map((now) => company.isThere('dp_1', 'seller', now))).toEqual([true, true, false]);
    company.heard('dp_1', 'seller', 'two', null);
    expect([10, 30].map((now) => company.isThere('dp_1', 'seller', now))).toEqual([true, false]);
    expect([company.isThere('dp_1', 'buyer', 10), company.isThere('dp_2', 'seller', 10)]).toEqual([false, false]);
    company.forget('dp_1');
    expect(company.isThere('dp_1', 'seller', 10)).toBe(false);
  });

  it('is told to the other sides, and all staff are the platform', () => {
    expect(['buyer', 'seller', 'arbitrator', 'lead'].map((role) => [sideOf(role), othersOf(sideOf(role))])).toEqual([
      ['buyer', ['seller', 'platform']], ['seller', ['buyer', 'platform']], ['platform', ['buyer', 'seller']], ['platform', ['buyer', 'seller']],
    ]);
  });
});

describe('Typing', () => {
  it.each([
    ['parties', true, true, true], ['staff', false, false, true], ['buyer', true, false, true], ['seller', false, true, true],
  ])('to %s is heard by those it is for', (audience, buyer, seller, platform) => {
    expect((['buyer', 'seller', 'platform'] as const).map((side) => mayHearTyping(side, audience))).toEqual([buyer, seller, platform]);
  });

  it('is to those one may write to', () => {
    expect((['buyer', 'seller', 'platform'] as const).map((side) => ['parties', 'staff', 'buyer', 'seller'].filter((audience) => mayWriteTo(side, audience)))).toEqual([
      ['parties', 'staff'], ['parties', 'staff'], ['parties', 'staff', 'buyer', 'seller'],
    ]);
  });
});
