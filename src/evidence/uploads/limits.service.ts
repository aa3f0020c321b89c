import { Injectable } from '@nestjs/common';
import { mayDeclareEvidence, stageOf } from '../../disputes/index.js';
import type { Caller } from '../../foundation/identity/index.js';
import { PolicyService, type EvidenceLimits } from '../../policy/index.js';
import type { Side } from '../domain/evidence.js';
import { sideOf } from '../readers.js';
import { LimitsRepository } from '../store/limits.repository.js';

/** What one side may still show in one dispute; what is not limited is not said. */
export interface Left {
  readonly disputeId: string;
  readonly by: Side;
  readonly mayDeclare: boolean;
  readonly stage: string;
  readonly pieces: number;
  readonly piecesAtStage?: number;
  readonly bytes?: number;
}

export interface LimitsOf {
  readonly policy: string;
  readonly limits: EvidenceLimits;
  readonly left?: Left;
}

/** Tells what may be shown, before somebody has filmed it. */
@Injectable()
export class LimitsService {
  constructor(
    private readonly policies: PolicyService,
    private readonly limits: LimitsRepository,
  ) {}

  /** Of new disputes; or of this one, with what the caller's side has left. 404 and 403 as for the dispute itself. */
  async limitsFor(caller: Caller, disputeId?: string): Promise<LimitsOf> {
    if (disputeId === undefined) return { policy: this.policies.current.id, limits: this.policies.current.evidenceLimits };
    const used = await this.limits.used(disputeId, caller.sub);
    const by = sideOf(used ?? undefined, caller);
    const { policy, state, facts, pieces, bytes, atStage } = used as NonNullable<typeof used>;
    const { evidenceLimits: limits } = this.policies.get(policy);
    const stage = stageOf(state);
    const here = limits.perStage?.[stage];
    const left: Left = {
      disputeId, by, stage,
      mayDeclare: mayDeclareEvidence(state, facts, by),
      pieces: Math.max(0, limits.perParty - pieces),
      ...(here === undefined ? {} : { piecesAtStage: Math.max(0, here - atStage) }),
      ...(limits.totalBytes === undefined ? {} : { bytes: Math.max(0, limits.totalBytes - bytes) }),
    };
    return { policy, limits, left };
  }
}
