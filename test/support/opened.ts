import { DisputesService } from '../../src/disputes/index.js';
import { newId } from '../../src/foundation/ids.js';
import type { EvidenceKind } from '../../src/policy/index.js';
import type { TestApp } from './app.js';
import { people, type People } from './people.js';
import { shows, type Bytes, type Piece } from './pieces.js';

/** Verified photos, as the evidence context reports them. */
export function verifiedPhotos(parley: TestApp, told: People, count = 2): Promise<string[]> {
  return verifiedPieces(parley, told, 'buyer', Array.from({ length: count }, () => 'photo'));
}

/** Verified pieces of one side, one after the other. */
export async function verifiedPieces({ app }: TestApp, { scene, ...all }: People, by: 'buyer' | 'seller', kinds: readonly EvidenceKind[]): Promise<string[]> {
  const pieces = kinds.map((kind) => ({ id: newId('ev'), by, kind, content: 'x', size: 1 }));
  for (const evidence of pieces) {
    const command = { event: () => 'evidenceAdded' as const, make: () => ({ type: 'evidenceAdded' as const, evidence }) };
    await app.get(DisputesService).apply(scene.disputeId ?? '', command, { actor: { role: by, id: all[by].sub } });
  }
  return pieces.map(({ id }) => id);
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
