import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandAnswers, Impediments, ReadingService, type EventType, type Impediment, type Sender } from '../disputes/index.js';
import type { Answer } from '../foundation/http/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { newId } from '../foundation/ids.js';
import { problem } from '../foundation/problems/problem.js';
import { recuse } from './desk.commands.js';
import { DeskRules } from './desk.rules.js';
import { JUDGING } from './domain/interest.js';
import { Staff } from './staff.js';
import { ConflictsRepository, type Conflict, type Recusal } from './store/conflicts.repository.js';

const INTEREST: Impediment = { code: 'conflict_of_interest', actions: JUDGING, binding: true };

/** Taking has its own turn, in which the count holds until the case is theirs (taking.service.ts). */
const AT_LIMIT: Impediment = { code: 'workload_limit_reached', actions: ['take'], binding: false };

/** After these the doer holds one case less. */
const LETTING_GO: readonly EventType[] = ['caseReleased', 'arbitratorRecused'];

/** Whom arbitrators should not judge: declared relations to parties, and cases they stepped back from. All of it is kept. */
@Injectable()
export class ConflictsService implements OnModuleInit {
  constructor(
    private readonly conflicts: ConflictsRepository,
    private readonly answers: CommandAnswers,
    private readonly staff: Staff,
    private readonly reading: ReadingService,
    private readonly rules: DeskRules,
    private readonly impediments: Impediments,
  ) {}

  onModuleInit(): void {
    this.impediments.askedFrom((disputeId, person, doing) => this.impedimentsTo(disputeId, person, doing));
  }

  /** Declared again while it stands it is the same one, and answered as such. */
  async declare({ sub }: Caller, partyId: string, reason: string): Promise<{ conflict: Conflict; isNew: boolean }> {
    const declared = await this.conflicts.declare(newId('coi'), sub, partyId, reason);
    await this.reading.unmarkAll(sub, partyId);
    return declared;
  }

  /** Newest first, up to one more than `limit`; everybody's for a lead who asks for them. */
  list(arbitrator: string | null, before: string | null, limit: number): Promise<Conflict[]> {
    return this.conflicts.list(arbitrator, before, limit + 1);
  }

  async end(id: string, { sub }: Caller): Promise<void> {
    if (!(await this.conflicts.end(id, sub))) throw problem('not_found');
  }

  /** The holder steps back: the case returns to the queue and is never offered to them again. */
  recuse(disputeId: string, reason: string, sender: Sender): Promise<Answer> {
    return this.answers.to(disputeId, recuse(reason), sender);
  }

  async recusals(disputeId: string, caller: Caller): Promise<Recusal[]> {
    await this.staff.admitsToPapers(disputeId, caller);
    return this.conflicts.recusals(disputeId);
  }

  private async impedimentsTo(disputeId: string, person: string, doing?: EventType): Promise<Impediment[]> {
    const { hasInterest, held } = await this.conflicts.standingOf(disputeId, person);
    const stillHeld = doing !== undefined && LETTING_GO.includes(doing) ? held - 1 : held;
    return [
      ...(hasInterest || doing === 'arbitratorRecused' ? [INTEREST] : []),
      ...(stillHeld >= this.rules.mostHeld ? [AT_LIMIT] : []),
    ];
  }
}
