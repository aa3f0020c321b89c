import type { EvidenceCounts, Policy } from '../../policy/domain/policy.js';
import type { ClaimForm } from './events.js';
import type { EvidenceItem, EvidenceKind } from './facts.js';

type Missing = { readonly code: string; readonly detail: string };

/** How many pieces of each kind the buyer has given that have been verified. */
function counted(evidence: readonly EvidenceItem[]): Record<EvidenceKind, number> {
  const counts = { photo: 0, video: 0, document: 0 };
  for (const { by, kind, status } of evidence) if (by === 'buyer' && status !== 'erased') counts[kind] += 1;
  return counts;
}

function lacking(wanted: EvidenceCounts, counts: Record<EvidenceKind, number>): Missing[] {
  const kinds = Object.keys(wanted) as EvidenceKind[];
  return kinds
    .map((kind) => ({ kind, count: (wanted[kind] ?? 0) - counts[kind] }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => ({ code: `${kind}_missing`, detail: String(count) }));
}

/**
 * What the reason's checklist still wants from the buyer; empty when one alternative is met in full.
 * Of several alternatives the first is named, so that the buyer gets one clear list (workflow.md, "Reasons").
 */
export function evidenceGap(claim: ClaimForm, evidence: readonly EvidenceItem[], policy: Policy): readonly Missing[] {
  const reason = policy.reasons[claim.reason];
  if (reason === undefined) return [{ code: 'reason_unknown', detail: claim.reason }];
  const short = reason.statementMin - claim.statementLength;
  const statement = short > 0 ? [{ code: 'statement_missing', detail: String(short) }] : [];
  const gaps = reason.evidence.anyOf.map((wanted) => lacking(wanted, counted(evidence)));
  const best = gaps.some((gap) => gap.length === 0) ? [] : (gaps[0] ?? []);
  return [...statement, ...best];
}
