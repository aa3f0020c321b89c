import { Injectable } from '@nestjs/common';
import { DisputesService, type Command } from '../disputes/index.js';
import { failpoint } from '../foundation/failpoints.js';
import { Problem } from '../foundation/problems/problem.js';
import { EvidenceRepository } from './store/evidence.repository.js';
import type { Withdrawn } from './store/verification.repository.js';

/** Takes an available piece out of its dispute and then forgets it; may be repeated after a crash at any step. */
@Injectable()
export class Withdrawal {
  constructor(
    private readonly pieces: EvidenceRepository,
    private readonly disputes: DisputesService,
  ) {}

  /** Throws what the law objects; then the piece stays as it was. */
  async carryOut(piece: Withdrawn, requestId?: string): Promise<void> {
    try {
      await this.disputes.apply(piece.disputeId, removed(piece.id), { actor: { role: piece.by, id: piece.ownerId } }, { requestId });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code !== 'evidence_unknown') {
        // Contention says nothing about the piece: it is tried again.
        if (error.code !== 'too_much_contention') await this.pieces.keepAfterAll(piece.id);
        throw error;
      }
      // An earlier try has told the dispute already.
    }
    failpoint('evidence-removed');
    await this.pieces.forget(piece.id, 'available');
  }
}

function removed(evidenceId: string): Command {
  return { event: () => 'evidenceRemoved', make: () => ({ type: 'evidenceRemoved', evidenceId }) };
}
