import { Injectable } from '@nestjs/common';
import { Impediments } from '../../disputes/index.js';
import type { Caller } from '../../foundation/identity/index.js';
import { problem } from '../../foundation/problems/problem.js';
import { signalsOf, type Signal } from '../domain/signals.js';
import { expectShown, maySee, readerOf } from '../readers.js';
import { EvidenceRepository } from '../store/evidence.repository.js';
import { SignalsRepository } from '../store/signals.repository.js';

/** Facts about a piece for whoever judges the dispute. */
@Injectable()
export class SignalsService {
  constructor(
    private readonly pieces: EvidenceRepository,
    private readonly signals: SignalsRepository,
    private readonly impediments: Impediments,
  ) {}

  /** 404 for who may not know of the piece, 403 for a party: what is in there may be about the other one, and is for staff. */
  async of(id: string, caller: Caller): Promise<Signal[]> {
    const found = await this.pieces.find(id);
    const reader = readerOf(found?.dispute, caller);
    if (found === null || !maySee(found.evidence, reader)) throw problem('not_found');
    if (!reader.isStaff) throw problem('forbidden');
    await this.impediments.admit(found.evidence.disputeId, caller.sub);
    expectShown(found.evidence);
    const facts = await this.signals.find(id);
    return facts === null ? [] : signalsOf(facts);
  }
}
