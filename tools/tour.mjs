import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { passTime, sandboxPeople } from './client.mjs';
import { House } from './house.mjs';
import { launch } from './launch.mjs';
import { Shop } from './shop.mjs';

const bold = (text) => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text);
const dim = (text) => (process.stdout.isTTY ? `\x1b[2m${text}\x1b[0m` : text);

/** Prints a request, what came of it, and what its sender may do next. @param {import('./client.mjs').Exchange} exchange */
function show({ who, method, path, body, answer }) {
  console.log(`\n${bold(who)}  ${method} ${path}`);
  if (body !== undefined) console.log(dim(`  ${JSON.stringify(body)}`));
  const { state, waitingOn, version, availableActions = [], status, now } = Object(answer.body);
  const facts = { state, waitingOn, version, status, now };
  const told = Object.entries(facts).filter(([, value]) => value !== undefined && value !== null);
  console.log(`  -> ${answer.status}  ${told.map(([name, value]) => `${name} ${value}`).join(', ')}`);
  for (const { action, dueAt, onExpiry } of availableActions) {
    console.log(dim(`     may ${action}${dueAt ? ` until ${dueAt}` : ''}${onExpiry ? ` (otherwise: ${onExpiry})` : ''}`));
  }
}

const chapter = (title) => console.log(`\n${bold(`== ${title}`)}`);

/** One dispute from the broken lamp to the paid refund and its verified history. */
async function lampStory(people) {
  const shop = new Shop(people);
  const orderId = `T-${Date.now().toString(36)}`;
  chapter('A lamp arrives broken, and the buyer opens a dispute with two photos');
  const { id } = await shop.opensLampDispute(orderId);
  chapter('The seller offers too little; they do not agree');
  await shop.offers('seller', id, 600, 'For a new shade.');
  const offer = (await people.buyer.get(`/v1/disputes/${id}`));
  await people.buyer.post(`/v1/disputes/${id}/offers/${offer.body.offers[0].id}/reject`, { text: 'The foot is bent too.' }, { 'if-match': offer.etag });
  chapter('After three days the buyer may call the platform');
  await passTime(people.clock, 'P3D');
  await shop.buyer(id, 'escalate', { text: 'Six euros do not repair it.' });
  chapter('An arbitrator takes the case and rules');
  await shop.arbitrator(id, 'take');
  await shop.rulesForBuyer(id);
  chapter('Nobody appeals; the ruling is executed and the refund paid once');
  await passTime(people.clock, 'P10D');
  await people.buyer.waitsFor(`/v1/disputes/${id}`, ({ stage }) => stage === 'closed');
  await people.buyer.get(`/v1/disputes/${id}`);
  await closingWords(people, id);
}

async function closingWords(people, id) {
  const { body: refunds } = await people.buyer.get(`/v1/disputes/${id}/refunds`);
  for (const { status, amount, providerReference } of refunds.data ?? refunds) {
    console.log(`     refund ${status}: ${amount.amount} ${amount.currency} ${providerReference ?? ''}`);
  }
  chapter('What happened, in words, and the proof that nobody changed it');
  const { body: timeline } = await people.seller.get(`/v1/disputes/${id}/timeline`);
  for (const { seq, at, text } of timeline.data) console.log(`     ${String(seq).padStart(2)}  ${at}  ${text}`);
  const { body: audit } = await people.buyer.get(`/v1/disputes/${id}/audit`);
  console.log(`     ${audit.events.length} events, chain ${audit.valid ? 'verifies' : 'IS BROKEN'}, head ${audit.head}`);
}

/** A sandbox of its own, forgotten afterwards: the tour moves the clock, and seeded disputes would run out under it. */
async function tourOnItsOwn(house) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tour-'));
  await chmod(folder, 0o755);
  await house.part(Promise.resolve({ stop: async () => rmSync(folder, { recursive: true, force: true }) }));
  const { DATABASE_URL: _, S3_ENDPOINT: __, ...given } = process.env;
  const { people } = await launch(house, { folder, throwaway: true, given, port: 3000, onExchange: show });
  await lampStory(people);
}

/** `npm run tour`, or `npm run tour -- http://127.0.0.1:3000` to walk in a sandbox that is running. */
const [base] = process.argv.slice(2);
if (base) {
  await lampStory(await sandboxPeople(base, show));
} else {
  const house = new House();
  await tourOnItsOwn(house).then(
    () => house.close(0),
    (error) => house.close(1, house.isClosing ? undefined : error.message),
  );
}
