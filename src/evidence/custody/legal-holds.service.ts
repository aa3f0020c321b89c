import { Injectable } from '@nestjs/common';
import { Impediments } from '../../disputes/index.js';
import type { Caller } from '../../foundation/identity/index.js';
import { newId } from '../../foundation/ids.js';
import { problem } from '../../foundation/problems/problem.js';
import type { LegalHold } from '../domain/legal-hold.js';
import { readerOf } from '../readers.js';
import { LegalHoldRepository } from '../store/legal-hold.repository.js';

/** A court, or the platform's own lawyers, want the evidence of a dispute kept: nothing of it is erased meanwhile. */
@Injectable()
export class LegalHoldsService {
  constructor(
    private readonly holds: LegalHoldRepository,
    private readonly impediments: Impediments,
  ) {}

  /** Newest first. For staff who are not a party nor out of the case: a party could guess from a hold what is being prepared. */
  async of(disputeId: string, caller: Caller): Promise<LegalHold[]> {
    const found = await this.holds.of(disputeId);
    const { isStaff } = readerOf(found?.dispute, caller);
    if (!isStaff) throw problem('forbidden');
    await this.impediments.admit(disputeId, caller.sub);
    return found?.holds ?? [];
  }

  /** A dispute that is held already stays as it is held. */
  async place(disputeId: string, reason: string, caller: Caller): Promise<LegalHold[]> {
    await this.of(disputeId, caller);
    await this.holds.place(newId('lh'), disputeId, caller.sub, reason);
    return this.of(disputeId, caller);
  }

  /** 404 when nothing is held. */
  async lift(disputeId: string, reason: string, caller: Caller): Promise<LegalHold[]> {
    await this.of(disputeId, caller);
    if (!(await this.holds.lift(disputeId, caller.sub, reason))) throw problem('not_found');
    return this.of(disputeId, caller);
  }
}
