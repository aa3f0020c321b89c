import { Injectable } from '@nestjs/common';
import { DisputesService, Impediments, type ActorRole, type Dispute } from '../disputes/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { problem } from '../foundation/problems/problem.js';

/** Lets staff to what is theirs alone. */
@Injectable()
export class Staff {
  constructor(
    private readonly disputes: DisputesService,
    private readonly impediments: Impediments,
  ) {}

  /** The dispute, for staff who are no party to it: 403 for a party, whatever else they are, 404 where there is none. */
  async admits(disputeId: string, caller: Caller): Promise<{ dispute: Dispute; role: ActorRole }> {
    const seen = await this.disputes.get(disputeId, caller);
    if (seen.role !== 'arbitrator' && seen.role !== 'lead') throw problem('forbidden');
    return seen;
  }

  /** As `admits`, to what staff keep about the case: 403 as well for who has declared a relation to a party, or stepped back. */
  async admitsToPapers(disputeId: string, caller: Caller): Promise<{ dispute: Dispute; role: ActorRole }> {
    const seen = await this.admits(disputeId, caller);
    await this.impediments.admit(disputeId, caller.sub);
    return seen;
  }
}
