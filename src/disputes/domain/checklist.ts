import type { EvidenceCounts, EvidenceKind, EvidenceRequest, Policy } from '../../policy/domain/policy.js';
import type { ClaimForm } from './events.js';
import type { EvidenceItem, Party } from './facts.js';

/** What is still missing to open: pieces for a requirement, or characters of the statement. */
export interface Lack {
  readonly code: 'requirement_missing' | 'statement_missing' | 'reason_unknown';
  readonly requirement?: string;
  readonly count: number;
}

/** One request and the pieces that answer it. */
export interface Answered {
  readonly request: EvidenceRequest;
  readonly satisfiedBy: readonly string[];
}

interface Place {
  readonly requirement: string;
  readonly kinds: readonly EvidenceKind[];
}

const suits = ({ kinds }: Place, { kind }: EvidenceItem): boolean => kinds.includes(kind);

/**
 * Shares pieces out over places: first each to what it was declared for, then whatever suits, as many as can be (an
 * augmenting path: a piece gives way where another can stand in for it). Gives the place of each piece that has one.
 */
function sharedOut(places: readonly Place[], pieces: readonly EvidenceItem[]): ReadonlyMap<string, number> {
  const placeOf = new Map<string, number>();
  places.forEach((place, index) => {
    const named = pieces.find((piece) => piece.requirement === place.requirement && suits(place, piece) && !placeOf.has(piece.id));
    if (named !== undefined) placeOf.set(named.id, index);
  });
  const finds = (index: number, tried: Set<string>): boolean => {
    const place = places[index];
    const suitable = place === undefined ? [] : pieces.filter((piece) => suits(place, piece));
    const free = suitable.find(({ id }) => !placeOf.has(id));
    const taken = (id: string): boolean => !tried.has(id) && finds(placeOf.get(id) ?? index, tried.add(id));
    const found = free ?? suitable.find(({ id }) => taken(id));
    if (found !== undefined) placeOf.set(found.id, index);
    return found !== undefined;
  };
  const named = new Set(placeOf.values());
  places.forEach((_, index) => named.has(index) || finds(index, new Set()));
  return placeOf;
}

/** Pieces that name nothing stand in first; those that name something else only where nothing better is there. */
const unnamedFirst = (pieces: readonly EvidenceItem[]): EvidenceItem[] =>
  [...pieces].sort((one, other) => Number(one.requirement !== undefined) - Number(other.requirement !== undefined));

/**
 * The requests of a reason with the pieces that answer them. A mandatory one takes whatever suits it; an optional one, and
 * the seller's, only what was declared for it and is not needed for a mandatory one.
 */
export function answeredRequests(reason: string, evidence: readonly EvidenceItem[], policy: Policy): Answered[] {
  const requests = Object.hasOwn(policy.reasons, reason) ? (policy.reasons[reason]?.evidence.requests ?? []) : [];
  const kindsOf = ({ requirement }: EvidenceRequest): readonly EvidenceKind[] => policy.evidenceRequirements[requirement]?.kinds ?? [];
  const sideOf = ({ requirement }: EvidenceRequest): Party => policy.evidenceRequirements[requirement]?.from ?? 'buyer';
  const there = evidence.filter(({ status }) => status !== 'erased');
  const mandatory = requests.filter((request) => request.mandatory);
  const places = mandatory.flatMap((request) => Array.from({ length: request.count }, () => ({ requirement: request.requirement, kinds: kindsOf(request) })));
  const placeOf = sharedOut(places, unnamedFirst(there.filter(({ by }) => by === 'buyer')));
  return requests.map((request) => {
    const { requirement } = request;
    const answers = ({ id, by, kind, requirement: named }: EvidenceItem): boolean => {
      const place = placeOf.get(id);
      if (place !== undefined) return places[place]?.requirement === requirement;
      return named === requirement && by === sideOf(request) && kindsOf(request).includes(kind);
    };
    return { request, satisfiedBy: there.filter(answers).map(({ id }) => id) };
  });
}

/** How many pieces of each kind the buyer has given that have been verified. */
function counted(evidence: readonly EvidenceItem[]): Record<EvidenceKind, number> {
  const counts = { photo: 0, video: 0, document: 0 };
  for (const { by, kind, status } of evidence) if (by === 'buyer' && status !== 'erased') counts[kind] += 1;
  return counts;
}

function isMet(anyOf: readonly EvidenceCounts[], evidence: readonly EvidenceItem[]): boolean {
  const counts = counted(evidence);
  const kinds = Object.keys(counts) as EvidenceKind[];
  return anyOf.length === 0 || anyOf.some((wanted) => kinds.every((kind) => counts[kind] >= (wanted[kind] ?? 0)));
}

/** The codes that this side may name for what it shows of a reason. */
export const requirementsFor = (reason: string, side: Party, policy: Policy): string[] =>
  (Object.hasOwn(policy.reasons, reason) ? (policy.reasons[reason]?.evidence.requests ?? []) : []).map(({ requirement }) => requirement).filter((code) => policy.evidenceRequirements[code]?.from === side);

/**
 * What the reason's checklist still wants from the buyer; empty when one alternative is met in full (workflow.md,
 * "Reasons"). It is told by what the pieces are to show.
 */
export function evidenceGap(claim: ClaimForm, evidence: readonly EvidenceItem[], policy: Policy): readonly Lack[] {
  const reason = policy.reasons[claim.reason];
  if (reason === undefined) return [{ code: 'reason_unknown', count: 1 }];
  const short = reason.statementMin - claim.statementLength;
  const statement: Lack[] = short > 0 ? [{ code: 'statement_missing', count: short }] : [];
  if (isMet(reason.evidence.anyOf, evidence)) return statement;
  const lacking = answeredRequests(claim.reason, evidence, policy)
    .filter(({ request, satisfiedBy }) => request.mandatory && satisfiedBy.length < request.count)
    .map(({ request: { requirement, count }, satisfiedBy }): Lack => ({ code: 'requirement_missing', requirement, count: count - satisfiedBy.length }));
  return [...statement, ...lacking];
}
