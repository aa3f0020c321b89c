import type { EvidenceKind, EvidenceLimits } from '../../policy/domain/policy.js';

/** What is wrong with a declaration by itself, under the policy of its dispute. */
export interface LimitFault {
  readonly field: 'mediaType' | 'size';
  readonly code: 'type_not_allowed' | 'too_large';
  readonly values: Readonly<Record<string, string | number>>;
}

/** As people read sizes: with one decimal, and never more than it is. */
export function megabytesIn(bytes: number): number {
  return Math.floor((bytes / 1024 ** 2) * 10) / 10;
}

/** Every media type a policy takes, whatever its kind. */
export function allowedTypes({ kinds }: EvidenceLimits): string[] {
  return Object.values(kinds).flatMap(({ mediaTypes }) => mediaTypes);
}

/** What kind of evidence a file of this type is; null for a type the policy does not take. */
export function kindOf(mediaType: string, { kinds }: EvidenceLimits): EvidenceKind | null {
  const found = Object.entries(kinds).find(([, { mediaTypes }]) => mediaTypes.includes(mediaType));
  return found === undefined ? null : (found[0] as EvidenceKind);
}

/** Null when a file of this type and size may be declared. */
export function faultOf({ mediaType, size }: { readonly mediaType: string; readonly size: number }, limits: EvidenceLimits): LimitFault | null {
  const kind = kindOf(mediaType, limits);
  if (kind === null) return { field: 'mediaType', code: 'type_not_allowed', values: { types: allowedTypes(limits).join(', ') } };
  const { maxBytes } = limits.kinds[kind];
  return size > maxBytes ? { field: 'size', code: 'too_large', values: { kind, megabytes: megabytesIn(maxBytes) } } : null;
}
