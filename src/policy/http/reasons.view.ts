import { ApiProperty } from '@nestjs/swagger';
import { evidenceInWords } from '../domain/checklist.js';
import type { Label, Policy, ReasonPolicy } from '../domain/policy.js';
import { EvidenceRequestView, requestView } from './requests.view.js';

type Language = keyof Label;

/** A code and what it means in the caller's language. Codes are never translated. */
export class LabelledCode {
  @ApiProperty({ example: 'item_damaged' })
  code: string;
  @ApiProperty({ example: 'The item was damaged' })
  label: string;
}

/** One way to meet what a reason asks for. */
export class EvidenceAlternative {
  @ApiProperty({ type: 'integer', required: false, example: 2 })
  photo?: number;
  @ApiProperty({ type: 'integer', required: false })
  video?: number;
  @ApiProperty({ type: 'integer', required: false })
  document?: number;
  @ApiProperty({ example: '2 photos' })
  label: string;
}

/** A reason to complain: what the buyer must give for it, and what may be asked. */
export class ReasonView {
  @ApiProperty({ example: 'damaged' })
  reason: string;
  @ApiProperty({ example: 'It arrived damaged' })
  label: string;
  @ApiProperty({ type: [LabelledCode] })
  subreasons: LabelledCode[];
  @ApiProperty({ type: [LabelledCode], example: [{ code: 'refund', label: 'Refund' }] })
  remedies: LabelledCode[];
  @ApiProperty({ type: [EvidenceAlternative], description: 'One of these must be met in full; empty: none is needed.' })
  evidence: EvidenceAlternative[];
  @ApiProperty({ type: [EvidenceRequestView], description: 'What the pieces are to show. With all mandatory ones the above is met.' })
  evidenceRequests: EvidenceRequestView[];
  @ApiProperty({ type: 'integer', example: 1, description: 'The least number of characters in the statement.' })
  statementMin: number;
}

/** What a buyer may complain about and a seller may answer, under the policy new disputes open with. */
export class ReasonsView {
  @ApiProperty({ example: 'standard-1' })
  policy: string;
  @ApiProperty({ type: [ReasonView] })
  data: ReasonView[];
  @ApiProperty({ type: [LabelledCode], example: [{ code: 'minor_defect', label: 'The defect is minor' }] })
  rejectionReasons: LabelledCode[];
}

export function reasonsView(policy: Policy, language: Language): ReasonsView {
  return {
    policy: policy.id,
    data: Object.entries(policy.reasons).map(([reason, rules]) => reasonView(policy, reason, rules, language)),
    rejectionReasons: labelled(policy.rejectionReasons, policy.labels.rejectionReasons, language),
  };
}

function reasonView(policy: Policy, reason: string, rules: ReasonPolicy, language: Language): ReasonView {
  const { labels } = policy;
  return {
    reason,
    label: labels.reasons[reason]?.[language] ?? reason,
    subreasons: labelled(rules.subreasons, labels.subreasons, language),
    remedies: labelled(rules.remedies, labels.remedies, language),
    evidence: rules.evidence.anyOf.map((counts) => ({ ...counts, label: evidenceInWords(counts, language) })),
    evidenceRequests: rules.evidence.requests.map((request) => requestView(request, policy, language)),
    statementMin: rules.statementMin,
  };
}

const labelled = (codes: readonly string[], labels: Readonly<Record<string, Label>>, language: Language): LabelledCode[] =>
  codes.map((code) => ({ code, label: labels[code]?.[language] ?? code }));
