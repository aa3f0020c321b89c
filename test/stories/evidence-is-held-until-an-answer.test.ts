import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DisputeEvent } from '../../src/disputes/domain/events.js';
import { replay } from '../../src/disputes/domain/replay.js';
import { DisputesService } from '../../src/disputes/index.js';
import { brokenAt, piecesNotIn } from '../../tools/verify.mjs';
import { bootApp, type TestApp } from '../support/app.js';
import { POLICY } from '../support/dispute-story.js';
import { people, type People } from '../support/people.js';
import type { Person } from '../support/person.js';
import { completes, declares, judged, lists, photoBytes, seesPiece } from '../support/pieces.js';

let parley: TestApp;
let story: People;

beforeAll(async () => {
  parley = await bootApp();
});
beforeEach(async () => {
  story = await people(parley);
  await story.buyer.opensDispute();
});
afterAll(() => parley.close());

interface Seal {
  seq: number;
  eventHash: string;
  commitment: string;
  salt: string;
  envelope?: { salt: string; text: string };
}
interface Sealed {
  id: string;
  by: string;
  status: string;
  sealed: boolean;
  held: boolean;
  sha256: string;
  size: number;
  seal?: Seal;
}
type Audit = Parameters<typeof brokenAt>[0];

const holds = (who: Person) => who.shows('lamp-shade', { holdUntilAnswer: true });
const manifest = async (who: Person) => (await who.sees<{ evidence: { id: string; status: string }[] }>()).evidence;
const idsSeenBy = async (who: Person) => (await manifest(who)).map(({ id }) => id);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const others = () => [story.buyer, story.arbitrator, story.lead];
/** Nothing anybody else can read names the piece. */
async function expectUnknownToOthers(id: string): Promise<void> {
  for (const who of others()) {
    await expect(seesPiece(who, id)).rejects.toMatchObject({ status: 404 });
    await expect(who.asks('get', `/v1/evidence/${id}/renditions/preview`)).rejects.toMatchObject({ status: 404 });
    expect(await idsSeenBy(who)).not.toContain(id);
    expect(JSON.stringify(await lists(who))).not.toContain(id);
  }
  expect(JSON.stringify([await story.buyer.sees('timeline'), await story.buyer.sees('audit')])).not.toContain(id);
}

describe('What a party holds back', () => {
  it('is theirs alone until they answer, then everybody’s, and provably the same', async () => {
    const id = await holds(story.seller);
    expect(await seesPiece(story.seller, id)).toMatchObject({ status: 'available', sealed: false, held: true });
    expect(await manifest(story.seller)).toContainEqual(expect.objectContaining({ id, status: 'available' }));
    await expectUnknownToOthers(id);
    await story.seller.rejectsClaim();
    for (const who of others()) expect(await seesPiece(who, id)).toMatchObject({ status: 'available', sealed: true, held: false });
    expect(await manifest(story.buyer)).toContainEqual(expect.objectContaining({ id, status: 'sealed' }));
    const [audit, evidence] = [await story.buyer.sees<Audit>('audit'), await story.buyer.sees<{ data: Sealed[] }>('evidence')];
    expect(evidence.data.map(({ seal }) => seal?.envelope === undefined)).toEqual([true, true, false]);
    expect([brokenAt(audit), piecesNotIn(audit, evidence)]).toEqual([null, []]);
    const { seal, sha256: file } = evidence.data[2]!;
    expect(seal).toMatchObject({ commitment: sha256(seal!.salt + file), eventHash: audit.events[seal!.seq - 1]?.hash });
    const forged = { data: evidence.data.map((piece) => ({ ...piece, sha256: sha256('another file') })) };
    expect(piecesNotIn(audit, forged)).toHaveLength(3);
    const swapped = { data: evidence.data.map((piece, at, all) => ({ ...piece, seal: all[(at + 1) % 3]!.seal! })) };
    expect(piecesNotIn(audit, swapped)).toHaveLength(3);
    expect(JSON.stringify(audit)).not.toContain(file);
  });

  it('can be taken back before, not after', async () => {
    const [kept, removed] = [await holds(story.seller), await holds(story.seller)];
    await expect(story.buyer.asks('delete', `/v1/evidence/${removed}`)).rejects.toMatchObject({ status: 404 });
    await story.seller.asks('delete', `/v1/evidence/${removed}`);
    await story.seller.says('Here is how it left us.', { evidenceIds: [kept] });
    await expect(story.seller.asks('delete', `/v1/evidence/${kept}`)).rejects.toMatchObject({ status: 409, code: 'evidence_sealed' });
    await expectUnknownToOthers(removed);
    expect(await idsSeenBy(story.buyer)).toContain(kept);
  });

  it('is shown when the time to answer is over, whoever kept silent', async () => {
    const [his, hers] = [await holds(story.seller), await holds(story.buyer)];
    await expect(seesPiece(story.seller, hers)).rejects.toMatchObject({ status: 404 });
    await story.buyer.withdraws();
    expect(await seesPiece(story.buyer, his)).toMatchObject({ sealed: true });
    expect(await seesPiece(story.seller, hers)).toMatchObject({ sealed: true });
  });

  it('is sealed on arrival where the answer was faster than the worker', async () => {
    const bytes = await photoBytes();
    const { id, upload } = await declares(story.seller, bytes, { holdUntilAnswer: true });
    await story.seller.uploads(upload, bytes);
    await story.seller.offers(10);
    await completes(story.seller, id);
    expect(await judged(story.seller, id)).toMatchObject({ status: 'available', sealed: true });
    expect(await idsSeenBy(story.buyer)).toContain(id);
  });

  it('is for nobody else to cite', async () => {
    const id = await holds(story.seller);
    await expect(story.buyer.says('Look', { evidenceIds: [id] })).rejects.toMatchObject({ status: 409, code: 'evidence_unknown' });
    await expect(story.arbitrator.says('Look', { audience: 'parties', evidenceIds: [id] })).rejects.toMatchObject({ status: 409, code: 'evidence_unknown' });
    expect(await idsSeenBy(story.buyer)).not.toContain(id);
  });

  it('is either removed or sealed when both are asked at once, and the log tells the same', async () => {
    for (let round = 0; round < 3; round += 1) {
      const id = await holds(story.seller);
      const [removed] = await Promise.all([story.seller.request('delete', `/v1/evidence/${id}`), story.seller.says('My answer.')]);
      const seen = await idsSeenBy(story.buyer);
      expect([204, 409]).toContain(removed.status);
      expect(seen.includes(id)).toBe(removed.status === 409);
    }
    const { disputeId } = story.scene as { disputeId: string };
    const { dispute } = await parley.app.get(DisputesService).get(disputeId, { sub: story.buyer.sub, roles: [] });
    const rows = await parley.sql.query<{ seq: number; type: string; input: object; actor: never; at: Date }>(
      'SELECT seq, type, input, actor, occurred_at AS at FROM dispute_event WHERE dispute_id = $1 ORDER BY seq', [disputeId]);
    const log = rows.map(({ seq, type, input, actor, at }) => ({ seq, event: { ...input, type } as DisputeEvent, actor, at: at.getTime() }));
    expect(replay(disputeId, POLICY, log).facts).toEqual(dispute.facts);
  });

  it('must be said with true or false', async () => {
    await expect(declares(story.seller, await photoBytes(), { holdUntilAnswer: 'yes' })).rejects.toMatchObject({ status: 422, code: 'invalid' });
  });
});
