import { Injectable } from '@nestjs/common';
import { CommandAnswers, type Sender } from '../disputes/index.js';
import { Answer } from '../foundation/http/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { newId } from '../foundation/ids.js';
import { problem } from '../foundation/problems/problem.js';
import { releaseCase } from './desk.commands.js';
import { Staff } from './staff.js';
import { ConflictsRepository, type Conflict, type Recusal } from './store/conflicts.repository.js';

/** Whom arbitrators should not judge: declared relations to parties, and cases they stepped back from. All of it is kept. */
@Injectable()
export class ConflictsService {
  constructor(
    private readonly conflicts: ConflictsRepository,
    private readonly answers: CommandAnswers,
    private readonly staff: Staff,
  ) {}

  /** Declared again while it stands it is the same one, and answered as such. */
  declare({ sub }: Caller, partyId: string, reason: string): Promise<{ conflict: Conflict; isNew: boolean }> {
    return this.conflicts.declare(newId('coi'), sub, partyId, reason);
  }

  /** Newest first, up to one more than `limit`; everybody's for a lead who asks for them. */
  list(arbitrator: string | null, before: string | null, limit: number): Promise<Conflict[]> {
    return this.conflicts.list(arbitrator, before, limit + 1);
  }

  async end(id: string, { sub }: Caller): Promise<void> {
    if (!(await this.conflicts.end(id, sub))) throw problem('not_found');
  }

  /**
   * The holder steps back: the case returns to the queue and is never offered to them again. The record comes first, so
   * that a process which dies in between leaves nobody who is free to take it again; refused, it goes.
   */
  async recuse(disputeId: string, reason: string, sender: Sender): Promise<Answer> {
    const { sub } = sender.caller;
    const isNew = await this.conflicts.recuse(disputeId, sub, reason);
    try {
      return await this.answers.to(disputeId, releaseCase(), sender);
    } catch (error) {
      if (isNew) await this.conflicts.takeBackRecusal(disputeId, sub);
      throw error;
    }
  }

  /** Refuses a person who has declared a relation to a party, or stepped back: as holder of the case as well as second person of its ruling. */
  async expectNone(about: string, arbitrator: string): Promise<void> {
    if (await this.conflicts.standInTheWay(about, arbitrator)) throw problem('conflict_of_interest');
  }

  async recusals(disputeId: string, caller: Caller): Promise<Recusal[]> {
    await this.staff.admits(disputeId, caller);
    return this.conflicts.recusals(disputeId);
  }
}
