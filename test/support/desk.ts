import type { TestApp } from './app.js';
import { eventually } from './eventually.js';
import { people, type People } from './people.js';
import type { Person } from './person.js';
import { Arbitrator } from './staff.js';

/** A case in the queue, with everybody of its story; the claim needs no photos. */
export async function queuedCase(parley: Pick<TestApp, 'http'>, order: Record<string, unknown> = {}): Promise<People> {
  const told = await people(parley);
  await told.marketplace.pushesOrder(order);
  await told.buyer.drafts({ reason: 'other', statement: 'The lamp hums so loudly that nobody can read beside it.' });
  await told.buyer.opens();
  await told.seller.rejectsClaim();
  await told.buyer.escalates();
  return told;
}

/** Somebody of the platform who is not one of the seeded people. */
export async function staffMember(of: People, sub: string, roles = ['arbitrator']): Promise<Arbitrator> {
  const { token } = await of.anonymous.asks<{ token: string }>('post', '/v1/sandbox/tokens', { sub, roles });
  return new Arbitrator(of.scene, sub, sub, token);
}

/** Declares a relation to a party, which stands until its id is deleted. */
export async function declaresRelation(who: Person, partyId: string, reason = 'My sister works there.'): Promise<string> {
  return (await who.asks<{ id: string }>('post', '/v1/me/conflicts', { partyId, reason })).id;
}

/** Waits until the desk's numbers know all of the log: also what waits for transactions that are still open, of whoever it may be. */
export async function countedAll({ sql }: Pick<TestApp, 'sql'>): Promise<void> {
  const left = 'SELECT count(*) AS left FROM dispute_event e, desk_ledger l WHERE (e.xid, e.id) > (l.xid, l.event_id)';
  await eventually(async () => Number((await sql.query<{ left: number }>(left))[0]?.left) === 0);
}
