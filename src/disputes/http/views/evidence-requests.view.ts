import { ApiProperty } from '@nestjs/swagger';
import type { ProblemError } from '../../../foundation/problems/problem.js';
import { EvidenceRequestView, kindsInWords, requestView } from '../../../policy/index.js';
import type { Dispute } from '../../dispute.js';
import { answeredRequests, type Lack } from '../../domain/checklist.js';
import { mayKnowOfPiece } from '../../domain/custody.js';
import { isOpen } from '../../domain/states.js';
import { say } from '../words/words.js';
import type { Reader } from './reader.js';

/** Something that evidence is wanted of, and what shows it. */
export class AnsweredRequestView extends EvidenceRequestView {
  @ApiProperty({ type: [String], description: 'Pieces the caller may know of that show it.', example: ['ev_01kaz3m7x0e4n8v2r6t9w1c5hy'] })
  satisfiedBy: string[];
  @ApiProperty({
    required: false, format: 'date-time', example: '2026-03-10T09:00:00.000Z',
    description: 'Until when it belongs to what is awaited now: the opening of a draft, the seller’s answer. Evidence is taken later as well.',
  })
  dueAt?: string;
}

const AWAITED = { buyer: 'draft', seller: 'sellerResponse' } as const;

function dueAt({ deadlines }: Dispute, from: 'buyer' | 'seller'): string | undefined {
  const due = deadlines.find(({ kind, pausedLeft }) => kind === AWAITED[from] && pausedLeft === null);
  return due === undefined ? undefined : new Date(due.dueAt).toISOString();
}

/** What is wanted of both sides while the dispute goes on, with the pieces this reader may know of. */
export function evidenceRequestsOf(dispute: Dispute, { role, lang, policy }: Reader): AnsweredRequestView[] {
  const { state, facts } = dispute;
  if (state !== 'draft' && !isOpen(state)) return [];
  const known = facts.evidence.filter((item) => mayKnowOfPiece(item, role));
  return answeredRequests(facts.claim.reason, known, policy).map(({ request, satisfiedBy }) => {
    const view = requestView(request, policy, lang);
    return { ...view, satisfiedBy: [...satisfiedBy], dueAt: dueAt(dispute, view.from as 'buyer' | 'seller') };
  });
}

/** One thing that is missing to open, in the reader's language. */
export function missingInWords({ code, requirement, count }: Lack, { lang, policy }: Reader): ProblemError {
  const asked = requirement === undefined ? undefined : policy.evidenceRequirements[requirement];
  if (asked === undefined) return { pointer: '/statement', code, detail: say(lang, 'phrases', 'statementMissing', { count: String(count) }) };
  const values = { count: String(count), label: asked.label[lang], kinds: kindsInWords(asked.kinds, lang) };
  return { pointer: `/evidence/${requirement}`, code, detail: say(lang, 'phrases', 'requirementMissing', values) };
}
