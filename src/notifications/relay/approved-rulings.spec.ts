import { expect, it } from '@jest/globals';
import { caseUnderReview, rulingFor } from '../../../test/support/cases.js';
import { staffMember } from '../../../test/support/desk.js';
import { eventually } from '../../../test/support/eventually.js';
import type { People } from '../../../test/support/people.js';
import { WebhookHouse } from '../../../test/support/webhook-house.js';
import { verifies, type ReceivedBody, type SeenEndpoint } from '../../../test/support/webhook-sink.js';

const house = WebhookHouse.opens();
const PAID = 60_000;

/** Rules, and where that waits for a second person, is approved by one who has nothing else to do with it: the ruling's id. */
async function rules(who: People['arbitrator'], of: People, amount: number, otherwise: object = {}): Promise<string> {
  const { rulings } = await who.doesHavingSeen('rulings', rulingFor(amount, otherwise));
  const { id } = rulings.at(-1)!;
  const lead = await staffMember(of, `approver-of-${amount}`, ['lead']);
  if ((await lead.sees()).state.endsWith('.awaitingApproval')) await lead.asks('post', `/v1/rulings/${id}/approve`, undefined, { 'if-match': await lead.version() });
  return id;
}

/** What of a dispute came of one type. */
async function toldOf(hook: SeenEndpoint, { scene }: People, type: string): Promise<ReceivedBody> {
  const bodies = () => house.sink.at(house.path).map((one) => verifies(hook.secret, one));
  return eventually(() => bodies().find((body) => body.disputeId === scene.disputeId && body.type === type));
}

it.each([
  [1_000, 'by one person', 'arbitratorRuled', 'appealRuled'],
  [55_000, 'and approved by a second', 'rulingApproved', 'rulingApproved'],
])('a ruling over %i made %s is told with what it gives, and on appeal with what it does to the first', async (amount, _how, event, eventOnAppeal) => {
  const hook = await house.endpoint({ types: ['ruling.made', 'appeal.ruled'] });
  const of = await caseUnderReview(house.parley, PAID);
  // Refused before: the approval is of the second ruling, and tells nothing of the first.
  if (event === 'rulingApproved') {
    const { rulings } = await of.arbitrator.doesHavingSeen('rulings', rulingFor(54_000));
    await of.lead.asks('post', `/v1/rulings/${rulings[0]!.id}/refuse`, { reason: 'The second photo is missing.' });
  }
  const first = await rules(of.arbitrator, of, amount);
  const made = await toldOf(hook, of, 'ruling.made');
  expect(made.data).toMatchObject({ event, ruling: { id: first, remedy: { kind: 'refund', amount } }, state: 'decided', previousState: 'escalated.underReview' });
  expect(made.data).not.toHaveProperty('outcome');
  await of.seller.does('appeals', { ground: 'disproportionate', text: 'Half the price is too much for a hum.' });
  await of.secondArbitrator.takes();
  const onAppeal = await rules(of.secondArbitrator, of, amount + 500, { onAppeal: 'modify' });
  const ruled = await toldOf(hook, of, 'appeal.ruled');
  expect(ruled.data).toMatchObject({
    event: eventOnAppeal, outcome: 'modify', ruling: { id: onAppeal, remedy: { kind: 'refund', amount: amount + 500 } }, state: 'refunding.pending', previousState: 'appealed.underReview',
  });
  const approval = eventOnAppeal === 'rulingApproved' ? ['rulingId'] : [];
  expect(Object.keys(ruled.data).toSorted()).toEqual(['event', 'number', 'orderId', 'outcome', 'previousState', 'ruling', 'state', ...approval].toSorted());
  expect(house.sink.bodies(house.path).filter(({ disputeId }) => disputeId === of.scene.disputeId).map(({ type }) => type)).toEqual(['ruling.made', 'appeal.ruled']);
  expect(JSON.stringify([made, ruled])).not.toMatch(/hum|[0-9a-f]{64}/);
  await house.drops(hook);
});
