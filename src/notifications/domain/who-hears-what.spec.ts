import { describe, expect, it } from '@jest/globals';
import { ACTORS_OF, EVENT_TYPES } from '../../disputes/domain/events.js';
import { sightOf } from './visibility.js';
import { PING, WEBHOOK_TYPES, webhookTypeOf, WHO_HEARS_WHAT, type Line, type ToldEvent } from './who-hears-what.js';

const lines = Object.entries<Line>(WHO_HEARS_WHAT);
const RECEIVERS = ['webhook', 'buyer', 'seller', 'staff'] as const;

/** Events of the law without a line, and lines without an event. */
function differences(events: readonly string[], told: readonly string[]): string[] {
  return [...events.filter((event) => !told.includes(event)), ...told.filter((event) => !events.includes(event))];
}

describe('Who hears what', () => {
  it('says something about every event of the law, and about nothing else', () => {
    console.log(`who hears what: ${lines.length} lines, ${WEBHOOK_TYPES.length} webhook types`);
    expect(differences(EVENT_TYPES, Object.keys(WHO_HEARS_WHAT))).toEqual([]);
  });

  it('would be seen to have forgotten one', () => {
    expect(differences([...EVENT_TYPES, 'lawyerCalled'], Object.keys(WHO_HEARS_WHAT))).toEqual(['lawyerCalled']);
    expect(differences(EVENT_TYPES, [...Object.keys(WHO_HEARS_WHAT), 'sellerSang'])).toEqual(['sellerSang']);
  });

  it('is silent only where it says why', () => {
    for (const [event, line] of lines) {
      const heard = RECEIVERS.filter((receiver) => line[receiver] !== undefined);
      expect([event, heard.length > 0, line.silence !== undefined]).toEqual([event, heard.length > 0, heard.length === 0]);
    }
  });

  it('writes to nobody who alone can have done it', () => {
    const idle = lines.filter(([event, line]) => {
      const [only, ...others] = ACTORS_OF[event as ToldEvent];
      return others.length === 0 && (only === 'buyer' || only === 'seller') && line[only]?.mandatory === true;
    });
    expect(idle).toEqual([]);
  });

  it('locks what ends somebody’s time or moves money', () => {
    const locked: ToldEvent[] = ['arbitratorRuled', 'rulingApproved', 'appealRuled', 'deadlinePassed', 'refundSucceeded', 'chargebackOpened', 'informationRequested'];
    for (const event of locked) {
      const { buyer, seller } = WHO_HEARS_WHAT[event] as Line;
      expect([event, buyer?.mandatory, seller?.mandatory]).toEqual([event, true, true]);
    }
  });

  it('gives webhook types that endpoints can subscribe to', () => {
    expect(WEBHOOK_TYPES.every((type) => /^[a-z]+\.[a-z_]+$/.test(type))).toBe(true);
    expect(WEBHOOK_TYPES).not.toContain(PING);
    const told = (type: string, fromState: string | null = null) => webhookTypeOf({ type, fromState });
    expect([told('sellerOffered'), told('rulingRefused'), told('toString')]).toEqual(['offer.made', undefined, undefined]);
    expect([told('rulingApproved', 'escalated.awaitingApproval'), told('rulingApproved', 'appealed.awaitingApproval')]).toEqual(['ruling.made', 'appeal.ruled']);
  });
});

describe('Who may know', () => {
  const sees = (audience: string, actorRole: string, toState = 'opened') =>
    Object.entries(sightOf({ audience, actorRole, toState })).filter(([, may]) => may).map(([who]) => who).join(' ');

  it.each([
    ['parties', 'seller', 'opened', 'buyer seller staff marketplace'],
    ['staff', 'arbitrator', 'escalated.awaitingApproval', 'staff'],
    ['staff', 'buyer', 'opened', 'buyer staff'],
    ['seller', 'arbitrator', 'escalated.underReview', 'seller staff'],
    ['parties', 'buyer', 'draft', 'buyer'],
    ['parties', 'clock', 'discarded', 'buyer'],
  ])('of what is for %s, by %s, in %s: %s', (audience, actor, state, who) => {
    expect(sees(audience, actor, state)).toBe(who);
  });
});
