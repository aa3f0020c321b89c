import { ApiProperty } from '@nestjs/swagger';
import { EVIDENCE_KINDS, type EvidenceRequest, type Label, type Policy } from '../domain/policy.js';

/** Something that evidence is wanted of, and what it looks like. */
export class EvidenceRequestView {
  @ApiProperty({ description: 'To be named when evidence is declared.', example: 'damage' })
  requirement: string;
  @ApiProperty({ enum: ['buyer', 'seller'], example: 'buyer' })
  from: string;
  @ApiProperty({ description: 'Without it the dispute cannot be opened.', example: true })
  mandatory: boolean;
  @ApiProperty({ enum: EVIDENCE_KINDS, isArray: true, example: ['photo', 'video'], description: 'Any of these will do.' })
  kinds: string[];
  @ApiProperty({ type: 'integer', example: 1 })
  count: number;
  @ApiProperty({ example: 'The damage from close by' })
  label: string;
  @ApiProperty({ example: 'Sharp, in daylight, with something beside it that shows the size.' })
  hint: string;
  @ApiProperty({ description: 'A drawing of what is meant; it needs no token.', example: '/v1/evidence-examples/damage' })
  exampleHref: string;
}

/** What a reason asks evidence of, from both sides, in the order of the policy. */
export function requestsOf(policy: Policy, reason: string): readonly EvidenceRequest[] {
  return Object.hasOwn(policy.reasons, reason) ? (policy.reasons[reason]?.evidence.requests ?? []) : [];
}

export function requestView({ requirement, count, mandatory }: EvidenceRequest, { evidenceRequirements }: Policy, language: keyof Label): EvidenceRequestView {
  const asked = evidenceRequirements[requirement];
  if (asked === undefined) throw new Error(`no requirement "${requirement}"`);
  const { from, kinds, label, hint } = asked;
  const exampleHref = `/v1/evidence-examples/${requirement}`;
  return { requirement, from, mandatory, kinds: [...kinds], count, label: label[language], hint: hint[language], exampleHref };
}
