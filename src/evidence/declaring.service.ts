import { Injectable } from '@nestjs/common';
import { mayDeclareEvidence, stageOf } from '../disputes/index.js';
import { constraintOf } from '../foundation/database/sql.js';
import type { Answer } from '../foundation/http/index.js';
import { answerFromRecord, answerFromStored, IDEMPOTENCY_CONSTRAINT, idempotencyParams, storedAnswerOf, type IdempotencyRequest } from '../foundation/idempotency/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { newId } from '../foundation/ids.js';
import { problem, type Fault, type Problem, type Saying } from '../foundation/problems/problem.js';
import { PolicyService, type EvidenceLimits } from '../policy/index.js';
import type { Declaration, Evidence, EvidenceKind, Side } from './domain/evidence.js';
import { faultOf, kindOf, megabytesIn, type LimitFault } from './domain/limits.js';
import { partSizeFor } from './domain/uploads.js';
import { sideOf } from './readers.js';
import { expectKnownRequirement } from './requirement.js';
import { EvidenceRepository, type LimitReached, type NewPiece, type Setting } from './store/evidence.repository.js';
import { UploadsService, type Sending } from './uploads/uploads.service.js';

type AnswerOf = (declared: Evidence, way: Sending) => Answer;

/** Takes the word of a party for a file, and gives them a place to send it to. */
@Injectable()
export class DeclaringService {
  constructor(
    private readonly pieces: EvidenceRepository,
    private readonly policies: PolicyService,
    private readonly uploads: UploadsService,
  ) {}

  /** One read and one write; the answer is made before the write, so that it is kept with it. */
  async declare(disputeId: string, declaration: Declaration, caller: Caller, idempotency: IdempotencyRequest, answerOf: AnswerOf): Promise<Answer> {
    const setting = await this.pieces.findSetting(disputeId, idempotency);
    const side = sideOf(setting ?? undefined, caller);
    const { policy, state, now, known } = setting as Setting;
    const replay = answerFromRecord(known, idempotency);
    if (replay !== null) return replay;
    const rules = this.policies.get(policy);
    expectKnownRequirement(declaration, setting as Setting, side, rules);
    const limits = rules.evidenceLimits;
    const kind = judge(declaration, setting as Setting, side, limits);
    const piece = declared(declaration, { disputeId, ownerId: caller.sub, by: side, kind, createdAt: now, stage: stageOf(state) });
    const stored = storedAnswerOf(answerOf(piece, await this.uploads.wayFor(piece, piece.partSize)));
    try {
      const outcome = await this.pieces.declare(piece, state === 'draft', limits, idempotencyParams(idempotency, stored));
      if (outcome !== 'taken') throw limitReached(outcome, limits, piece.stage);
    } catch (error) {
      // The same request came twice at once: what the other one declared is ours.
      if (constraintOf(error) !== IDEMPOTENCY_CONSTRAINT) throw error;
      return this.declare(disputeId, declaration, caller, idempotency, answerOf);
    }
    return answerFromStored(stored, false);
  }
}

/** What is wrong with the file by itself comes first; then whether this is the time for it. */
function judge(declaration: Declaration, { state, facts }: Setting, side: Side, limits: EvidenceLimits): EvidenceKind {
  const fault = faultOf(declaration, limits);
  const kind = kindOf(declaration.mediaType, limits);
  if (fault !== null || kind === null) throw problem('invalid', undefined, { errors: fault === null ? [] : [errorOf(fault)] });
  if (!mayDeclareEvidence(state, facts, side)) throw problem('action_not_allowed');
  return kind;
}

const errorOf = ({ field, code, values }: LimitFault): Fault => ({ pointer: `/${field}`, code, values });

function limitReached(which: LimitReached, { perParty, totalBytes, perStage }: EvidenceLimits, stage: string): Problem {
  const said: Readonly<Record<LimitReached, Fault & Saying>> = {
    pieces: { pointer: '', code: 'too_many_pieces', values: { most: perParty } },
    bytes: { pointer: '/size', code: 'too_many_bytes', values: { megabytes: megabytesIn(totalBytes ?? 0) } },
    stage: { pointer: '', code: 'too_many_in_stage', values: { most: perStage?.[stage] ?? 0 } },
  };
  return problem('evidence_limit_reached', said[which], { errors: [said[which]] });
}

function declared(declaration: Declaration, whose: Pick<NewPiece, 'disputeId' | 'ownerId' | 'by' | 'kind' | 'createdAt' | 'stage'>): NewPiece {
  return {
    ...declaration, ...whose, id: newId('ev'), partSize: partSizeFor(declaration.size), status: 'declared', rejection: null, sealed: false, seal: null, verifiedAttempt: null,
    renditions: [], details: null, redaction: null, redactionWanted: null, awaitsConfirmation: false,
  };
}
