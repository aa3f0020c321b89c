import { DisputesService } from '../../src/disputes/index.js';
import { newId } from '../../src/foundation/ids.js';
import type { TestApp } from './app.js';
import { people, type People } from './people.js';
import { shows, type Bytes, type Piece } from './pieces.js';

/** Verified photos, as the evidence context reports them. */
export async function verifiedPhotos({ app }: TestApp, { scene, buyer }: People, count = 2): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId('ev'));
  for (const id of ids) {
    const evidence = { id, by: 'buyer' as const, kind: 'photo' as const, content: 'x', size: 1 };
    const command = { event: () => 'evidenceAdded' as const, make: () => ({ type: 'evidenceAdded' as const, evidence }) };
    await app.get(DisputesService).apply(scene.disputeId ?? '', command, { actor: { role: 'buyer', id: buyer.sub } });
  }
  return ids;
}

/** Everybody of a dispute that was just opened. */
export async function openDispute(parley: TestApp, claim: object = {}): Promise<People> {
  const told = await people(parley);
  await told.buyer.drafts(claim);
  await verifiedPhotos(parley, told);
  await told.buyer.opens();
  return told;
}

/** Everybody of a dispute that was opened with this file of the buyer's, and a photo beside it that the law asks for. */
export async function openedWith(parley: Pick<TestApp, 'http'>, bytes: Bytes, said: object = {}): Promise<{ story: People; piece: Piece }> {
  const story = await people(parley);
  await story.buyer.drafts();
  const piece = await shows(story.buyer, bytes, said);
  await story.buyer.shows();
  await story.buyer.opens();
  return { story, piece };
}
