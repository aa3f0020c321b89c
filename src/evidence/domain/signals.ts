import type { Details } from './details.js';
import type { Distance } from './distance.js';

/** What a file says of itself; nobody has proved any of it. */
export interface Claims {
  /** RFC 3339, without an offset where the file has none. */
  readonly takenAt?: string;
  readonly device?: string;
  readonly software?: string;
  /** In which of its corners that was written. */
  readonly source?: ClaimSource;
}

export const CLAIM_SOURCES = ['exif', 'xmp', 'container'] as const;
export type ClaimSource = (typeof CLAIM_SOURCES)[number];

/** A piece of another dispute with the same bytes, or a picture that looks like this one. */
export interface Twin {
  readonly evidenceId: string;
  readonly disputeId: string;
  readonly isSame: boolean;
  /** In how many of 64 bits the looks of both differ. */
  readonly bits: number | null;
}

/** Facts about a piece for whoever judges the dispute, and where each is from. They are no verdicts. */
export const SIGNAL_CODES = ['taken_at', 'device', 'software', 'distance_to_delivery', 'duration', 'same_file', 'similar_photo'] as const;
export type SignalCode = (typeof SIGNAL_CODES)[number];
export const SIGNAL_SOURCES = [...CLAIM_SOURCES, 'bytes', 'other_disputes'] as const;

export interface Signal {
  readonly code: SignalCode;
  readonly value: string;
  readonly source: (typeof SIGNAL_SOURCES)[number];
  readonly twin?: Twin;
}

/** What is kept of a piece for its signals. */
export interface KnownFacts {
  readonly claims: Claims;
  readonly distance: Distance | null;
  readonly details: Details | null;
  readonly twins: readonly Twin[];
}

/** What there is to tell, in a fixed order; twins nearest first. */
export function signalsOf({ claims, distance, details, twins }: KnownFacts): Signal[] {
  const source = claims.source ?? 'exif';
  const told = (code: SignalCode, value: string | undefined, from: Signal['source']): Signal[] => (value === undefined ? [] : [{ code, value, source: from }]);
  return [
    ...told('taken_at', claims.takenAt, source),
    ...told('device', claims.device, source),
    ...told('software', claims.software, source),
    ...told('distance_to_delivery', distance ?? undefined, source),
    ...told('duration', details?.durationSeconds?.toString(), 'bytes'),
    ...twins.map((twin): Signal => ({ code: twin.isSame ? 'same_file' : 'similar_photo', value: String(twin.bits ?? 0), source: 'other_disputes', twin })),
  ];
}
