import { describe, expect, it } from '@jest/globals';
import type { Config } from '../../foundation/config/config.js';
import { newId } from '../../foundation/ids.js';
import { ReplyAddresses, type ReplyAddress } from './reply-addresses.js';

const [OLD, NEW] = ['o'.repeat(32), 'n'.repeat(32)];
const house = (...secrets: string[]) => new ReplyAddresses({ replies: { domain: 'reply.shop.example', secrets } } as unknown as Config);

describe('An address to answer to', () => {
  const disputeId = newId('dp');
  const all: ReplyAddress[] = (['buyer', 'seller'] as const).flatMap((role) => (['parties', 'staff'] as const).map((audience) => ({ disputeId, role, audience })));
  const addressOf = (replies: ReplyAddresses, { role, audience }: ReplyAddress): string => replies.of(disputeId, role, audience)!;

  it('says who answers and who reads it, whatever becomes of its letters’ case', () => {
    const replies = house(NEW);
    for (const whose of all) {
      const address = addressOf(replies, whose);
      for (const spelling of [address, address.toUpperCase(), address.replace('reply+', 'Reply+')]) expect(replies.read(spelling)).toEqual(whose);
      expect(address.indexOf('@')).toBeLessThanOrEqual(64);
    }
    expect(new Set(all.map((whose) => addressOf(replies, whose))).size).toBe(4);
  });

  it('is believed while its secret stands beside the new one, and no longer', () => {
    const old = addressOf(house(OLD), all[0]!);
    expect(house(NEW, OLD).read(old)).toEqual(all[0]);
    expect(addressOf(house(NEW, OLD), all[0]!)).toBe(addressOf(house(NEW), all[0]!));
    expect(house(NEW).read(old)).toBeNull();
  });

  it('is none of ours with any one character changed, without one, or at another place', () => {
    const replies = house(NEW);
    const address = addressOf(replies, all[2]!);
    const spoilt = [...address].map((character, at) => address.slice(0, at) + (character === 'a' ? 'b' : 'a') + address.slice(at + 1));
    for (const wrong of [...spoilt, address.replace('+', ''), `x${address}`, `${address}.evil`, `${address}\r\n`, 'reply+@reply.shop.example', '@', '', 'a'.repeat(400)]) {
      expect([wrong, replies.read(wrong)]).toEqual([wrong, null]);
    }
  });

  it('is given to nobody who cannot answer', () => {
    expect(house(NEW).of(null, 'buyer', 'parties')).toBeNull();
    expect(house(NEW).of(disputeId, 'staff', 'parties')).toBeNull();
    expect(house(NEW).of(disputeId, 'buyer', null)).toBeNull();
    expect(new ReplyAddresses({ replies: null } as unknown as Config).of(disputeId, 'buyer', 'parties')).toBeNull();
  });
});
