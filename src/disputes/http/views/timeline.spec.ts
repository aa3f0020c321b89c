import { describe, expect, it } from '@jest/globals';
import { DisputeStory, offerOf, openedDispute, PEOPLE, POLICY, refundOf, rulingOf, assessed, type Person } from '../../../../test/support/dispute-story.js';
import { logOf } from '../../../../test/support/dispute-record.js';
import type { EventRecord, InformationRequestRecord, RulingRecord } from '../../dispute.js';
import type { Party } from '../../domain/facts.js';
import type { Reader } from './reader.js';
import { timelineOf } from './timeline.view.js';

const reading = (who: Person, lang: 'en' | 'es' = 'en'): Reader => ({ role: PEOPLE[who].role, callerId: PEOPLE[who].id, lang, policy: POLICY });
const told = (events: readonly EventRecord[], who: Person, lang: 'en' | 'es' = 'en', rulings: readonly RulingRecord[] = []) =>
  timelineOf(events, reading(who, lang), { currency: 'EUR', rulings, informationRequests: [] }).data;
const texts = (...args: Parameters<typeof told>) => told(...args).map(({ text }) => text);

/** Plays the story and notes where each event led. */
function lampStory(amount: number): { events: EventRecord[]; story: DisputeStory } {
  const story = new DisputeStory({ amount });
  const states: string[] = [];
  const note = (state: string): unknown => states.push(state);
  note(story.does('buyer', 'evidenceAdded', { evidence: { id: 'ev_1', by: 'buyer', kind: 'photo', content: 'x', size: 1 } }));
  note(story.does('buyer', 'buyerOpened', { assessment: assessed({ amount }) }));
  note(story.does('seller', 'sellerOffered', offerOf('of_1', refundOf(2000))));
  note(story.does('buyer', 'messageSent', { messageId: 'msg_1', audience: 'staff', text: 'sha', evidenceIds: [] }));
  note(story.passes('buyerResponse'));
  note(story.does('arbitrator', 'caseTaken', {}));
  note(story.does('arbitrator', 'messageSent', { messageId: 'msg_2', audience: 'seller', text: 'sha', evidenceIds: [] }));
  note(story.does('arbitrator', 'arbitratorRuled', { ruling: rulingOf(refundOf(amount)), refundable: { items: amount, shipping: 0 } }));
  return { events: logOf(story, states), story };
}

describe('the timeline', () => {
  it('tells the lamp story to the buyer, staff being the platform', () => {
    const { events } = lampStory(12_000);
    expect(texts(events, 'buyer')).toEqual([
      'The buyer added a photo.',
      'The buyer opened the dispute.',
      'The seller offered a refund of €20.00.',
      'The buyer wrote to the platform.',
      'The buyer did not answer in time. It is now with the platform, waiting to be taken up.',
      'The platform took up the case.',
      'The platform ruled: a refund of €120.00.',
    ]);
    expect(JSON.stringify(told(events, 'buyer'))).not.toContain(PEOPLE.arbitrator.id);
  });

  it('and to the seller in Spanish, without what was said to the platform', () => {
    expect(texts(lampStory(12_000).events, 'seller', 'es').map((text) => text.replace(/\s/g, ' '))).toEqual([
      'El comprador añadió una foto.',
      'El comprador abrió la disputa.',
      'El vendedor ofreció un reembolso de 20,00 €.',
      'El comprador no respondió a tiempo. Ahora está en manos de la plataforma, a la espera de que alguien la asuma.',
      'La plataforma asumió el caso.',
      'La plataforma escribió al vendedor.',
      'La plataforma resolvió: un reembolso de 120,00 €.',
    ]);
  });

  it('names staff to staff and shows them everything', () => {
    const { events } = lampStory(12_000);
    const all = told(events, 'lead');
    expect(all).toHaveLength(events.length);
    expect(all.at(-1)).toMatchObject({ type: 'arbitratorRuled', actor: { role: 'arbitrator', id: 'ada' }, text: 'The arbitrator ruled: a refund of €120.00.' });
  });

  it('hides what is said to one side from the marketplace', () => {
    expect(told(lampStory(12_000).events, 'marketplace').map(({ type }) => type)).not.toContain('messageSent');
  });

  it('hides a ruling from the parties until a second person has approved it', () => {
    const { events, story } = lampStory(60_000);
    expect(story.state).toBe('escalated.awaitingApproval');
    expect(told(events, 'buyer').map(({ type }) => type)).not.toContain('arbitratorRuled');
    expect(told(events, 'second').map(({ type }) => type)).toContain('arbitratorRuled');
    const approved: EventRecord = {
      id: 'evt_x', seq: 99, type: 'rulingApproved', actor: PEOPLE.second, fromState: story.state, toState: 'decided', audience: 'parties',
      input: { rulingId: 'rul_1' }, texts: null, at: story.now,
    };
    const ruling: RulingRecord = { id: 'rul_1', status: 'in_force', document: { remedy: { kind: 'refund', amount: { amount: 60_000, currency: 'EUR' } } }, sha256: '', createdAt: story.now };
    expect(texts([approved], 'buyer', 'en', [ruling])).toEqual(['The platform ruled: a refund of €600.00.']);
    expect(texts([approved], 'lead', 'en', [ruling])).toEqual(['The arbitrator confirmed the ruling: a refund of €600.00.']);
    const changed: RulingRecord = { ...ruling, document: { ...ruling.document, onAppeal: { outcome: 'modify', rulingId: 'rul_0' } } };
    expect(texts([approved], 'seller', 'es', [changed]).map((text) => text.replace(/\s/g, ' '))).toEqual(['La plataforma modificó la resolución en apelación: un reembolso de 600,00 €.']);
    expect(texts([approved], 'buyer')).toEqual(['The platform confirmed the ruling.']);
  });

  it('does not tell the parties that an approval was refused or came too late', () => {
    const { story } = lampStory(60_000);
    const refused = { id: 'a', seq: 1, actor: PEOPLE.second, fromState: story.state, toState: 'escalated.underReview', audience: 'parties', texts: null, at: 0 } as const;
    const events: EventRecord[] = [
      { ...refused, type: 'rulingRefused', input: { rulingId: 'rul_1' } },
      { ...refused, type: 'deadlinePassed', actor: PEOPLE.clock, input: { kind: 'approval', dueAt: '' } },
      { ...refused, type: 'deadlinePassed', actor: PEOPLE.clock, input: { kind: 'information', dueAt: '' }, fromState: 'escalated.awaitingInformation' },
    ];
    expect(texts(events, 'seller')).toEqual(['The information asked for did not come in time. It is now under review by the platform.']);
    expect(told(events, 'lead')).toHaveLength(3);
  });

  it('names who was silent, of those who were asked', () => {
    const passed: EventRecord = {
      id: 'a', seq: 9, type: 'deadlinePassed', actor: PEOPLE.clock, fromState: 'escalated.awaitingInformation', toState: 'escalated.underReview', audience: 'parties',
      input: { kind: 'information', dueAt: '' }, texts: null, at: 10,
    };
    const asked = (createdAt: number, addressees: Party[], answered: Party[]): InformationRequestRecord =>
      ({ id: `ir_${createdAt}`, addressees, status: 'lapsed', document: null, createdAt, answers: answered.map((by) => ({ by, text: 'x', evidenceIds: [], at: createdAt + 1 })) });
    const said = (...informationRequests: InformationRequestRecord[]) => timelineOf([passed], reading('buyer'), { currency: 'EUR', rulings: [], informationRequests }).data[0]?.text.split('. ')[0];
    expect(said(asked(1, ['seller'], []), asked(5, ['buyer', 'seller'], ['seller']), asked(20, ['seller'], []))).toBe('The buyer did not give the information asked for in time');
    expect(said(asked(5, ['buyer', 'seller'], ['buyer']))).toBe('The seller did not give the information asked for in time');
    expect(said(asked(5, ['buyer', 'seller'], []))).toBe('Neither side gave the information asked for in time');
  });

  it('gives amounts the decimals of their currency, and says "full" where none was named', () => {
    const offer = (amount: number | null): EventRecord => ({
      id: 'e', seq: 1, type: 'sellerOffered', actor: PEOPLE.seller, fromState: 'opened', toState: 'negotiation.awaitingBuyer', audience: 'parties',
      input: { offerId: 'of_1', remedy: { kind: 'return_and_refund', amount }, hasAddress: false }, texts: null, at: 0,
    });
    const inCurrency = (currency: string, amount: number | null) => timelineOf([offer(amount)], reading('buyer'), { currency, rulings: [], informationRequests: [] }).data[0]?.text;
    expect([inCurrency('JPY', 800), inCurrency('KWD', 1500), inCurrency('EUR', null)].map((text) => text?.replace(/\s/g, ' '))).toEqual([
      'The seller offered a refund of ¥800 once the goods are returned.',
      'The seller offered a refund of KWD 1.500 once the goods are returned.',
      'The seller offered a full refund once the goods are returned.',
    ]);
  });

  it('repeats what was said with an event, to whoever may know of it', () => {
    const rejected: EventRecord = {
      id: 'e', seq: 5, type: 'sellerRejected', actor: PEOPLE.seller, fromState: 'opened', toState: 'negotiation.awaitingBuyer', audience: 'parties',
      input: { reason: 'minor_defect', text: 'sha' }, texts: { text: 'It is only a scratch.' }, at: 0,
    };
    expect(told([rejected], 'buyer')).toMatchObject([{ text: 'The seller rejected the claim: The defect is minor.', said: { text: 'It is only a scratch.' } }]);
  });

  it('starts with an opened dispute as well as with any other', () => {
    expect(told(logOf(openedDispute({ amount: 100 }), ['opened']), 'buyer')).toEqual([
      { seq: 2, at: '2026-01-01T00:00:00.000Z', type: 'buyerOpened', actor: { role: 'buyer', id: 'bea' }, text: 'The buyer opened the dispute.' },
    ]);
  });
});
