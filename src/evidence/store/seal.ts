import { withheldText } from '../../disputes/index.js';
import type { Envelope, Seal } from '../domain/seal.js';

/** The event that brought a piece into its dispute, as far as a seal needs it. */
interface AddedEvent {
  readonly seq: number;
  readonly hash: string;
  readonly type: string;
  readonly audience: 'parties' | 'staff' | 'buyer' | 'seller';
  readonly fromState: string | null;
  readonly toState: string;
  readonly input: { readonly evidence: { readonly content?: string } };
  /** The salt of the event's own commitment; null where its text says everything. */
  readonly seal: string | null;
}

/** The parts of a seal as they are read. */
export interface SealParts {
  readonly sealedAt: number | null;
  readonly contentSalt: string | null;
  readonly added: AddedEvent | null;
}

function envelopeOf({ seal, ...event }: AddedEvent): Envelope | null {
  return seal === null ? null : { salt: seal, text: withheldText(event) };
}

/** Null before the piece is sealed, and for the moment until its event has been looked up. */
export function sealFrom({ sealedAt, contentSalt, added }: SealParts): Seal | null {
  const commitment = added?.input.evidence.content;
  if (sealedAt === null || added === null || commitment === undefined) return null;
  const { seq, hash: eventHash } = added;
  return { sealedAt, seq, eventHash, commitment, salt: contentSalt, envelope: envelopeOf(added) };
}
