import { passTime } from './client.mjs';
import { Shop } from './shop.mjs';

/**
 * Disputes in many states, made as people would make them: through the public API and the sandbox clock. Does nothing
 * when there are disputes already.
 * @param {Record<string, import('./client.mjs').Client>} people
 */
export async function seed(people) {
  const { body } = await people.lead.get('/v1/disputes?limit=1');
  if (body.data.length > 0) return;
  const shop = new Shop(people);
  // First what needs days to pass: the clock moves for everybody.
  await silentSeller(shop, people);
  const stories = [draft, opened, offered, countered, queued, underReview, decided, returning, acceptedClaim, withdrawn];
  await Promise.all(stories.map((story) => story(shop)));
}

async function silentSeller(shop, people) {
  const { id } = await shop.opensSmellDispute('1001');
  await passTime(people.clock, 'P5D');
  await people.buyer.waitsFor(`/v1/disputes/${id}`, ({ stage }) => stage === 'closed');
}

async function draft(shop) {
  await shop.sells('1002', [{ id: 'rug', title: 'Wool rug, 120 x 180', quantity: 1, paid: 8900 }]);
  await shop.drafts('1002', 'rug', {
    reason: 'not_as_described',
    subreason: 'colour',
    requestedRemedy: { kind: 'return_and_refund' },
    statement: 'The rug is grey. The listing says sand.',
  });
}

const opened = (shop) => shop.opensLampDispute('1003');

async function offered(shop) {
  const { id } = await shop.opensSmellDispute('1004');
  await shop.seller(id, 'messages', { text: 'I am sorry. Would a part of the price help, so that you can have it repaired?' });
  await shop.offers('seller', id, 800, 'For a new transformer.');
  return id;
}

async function countered(shop) {
  const { id } = await shop.opensWrongLampDispute('1005');
  await shop.offers('seller', id, 500, 'Would you keep it for five euros less?');
  await shop.offers('buyer', id, 1800, 'Only for much less: it does not match the room.');
}

async function rejectedAndEscalated(shop, orderId) {
  const { id } = await shop.opensLampDispute(orderId);
  await shop.seller(id, 'reject-claim', { reason: 'damaged_by_user', text: 'It left our workshop in one piece and was packed twice.' });
  await shop.buyer(id, 'escalate', { text: 'The photos were taken on the day it arrived.' });
  return id;
}

const queued = (shop) => rejectedAndEscalated(shop, '1006');

async function underReview(shop, orderId = '1007') {
  const id = await rejectedAndEscalated(shop, orderId);
  await shop.arbitrator(id, 'take');
  return id;
}

async function decided(shop) {
  const id = await underReview(shop, '1008');
  await shop.rulesForBuyer(id);
}

async function returning(shop) {
  const { id } = await shop.opensWrongLampDispute('1009');
  await shop.seller(id, 'accept-claim');
}

async function acceptedClaim(shop) {
  const { id } = await shop.opensSmellDispute('1010');
  await shop.seller(id, 'accept-claim');
}

async function withdrawn(shop) {
  const { id } = await shop.opensSmellDispute('1011');
  await shop.buyer(id, 'withdraw');
}
