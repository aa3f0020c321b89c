import { Injectable } from '@nestjs/common';
import { fault, isOpen, isStage, refuseFaults, relationsTo, type ActorRole } from '../../disputes/index.js';
import type { Caller } from '../../foundation/identity/index.js';
import { Log } from '../../foundation/logging/log.js';
import { problem } from '../../foundation/problems/problem.js';
import { mayWriteTo, sideOf } from '../domain/company.js';
import { TalkRepository, type Talk } from '../store/talk.repository.js';
import { Rooms, type Window } from './rooms.js';

const PEOPLE: readonly ActorRole[] = ['buyer', 'seller', 'arbitrator', 'lead'];

interface Sitting extends Talk {
  readonly role: ActorRole;
}

/** Who is there and who is typing in a dispute, for those who talk in it. */
@Injectable()
export class TalkService {
  constructor(
    private readonly talks: TalkRepository,
    private readonly rooms: Rooms,
    private readonly log: Log,
  ) {}

  /** Tells the others that the caller is writing something to an audience: of a party to both where it is not said, staff must say it. */
  async type(disputeId: string, caller: Caller, said: string | undefined): Promise<void> {
    const sitting = await this.sittingOf(disputeId, caller);
    if (sitting === null) throw problem('not_found');
    const { role, state, isAside } = sitting;
    if (!PEOPLE.includes(role)) throw problem('forbidden');
    if (!isOpen(state)) throw problem('action_not_allowed');
    const side = sideOf(role);
    if (side === 'platform' && isAside) throw problem('conflict_of_interest');
    if (side === 'platform' && said === undefined) refuseFaults([fault('/audience', 'required')]);
    const audience = said ?? 'parties';
    if (!mayWriteTo(side, audience)) throw problem('audience_not_allowed');
    await this.rooms.type({ disputeId, side, audience, sub: caller.sub });
  }

  /**
   * Opens a window on a dispute for those who may talk in it; for others nothing is told. Parties are not told that staff
   * look at a dispute with which the platform has nothing to do, nor of those who stand aside in it. The stream has begun: what fails here is told to nobody.
   */
  async open(disputeId: string, caller: Caller, window: Window): Promise<void> {
    try {
      await this.seat(disputeId, caller, window);
    } catch (error) {
      this.log.warn('a window shows nobody’s presence', { error });
    }
  }

  close(window: Window): void {
    this.rooms.leave(window);
  }

  private async seat(disputeId: string, caller: Caller, window: Window): Promise<void> {
    const sitting = await this.sittingOf(disputeId, caller);
    if (sitting === null || !PEOPLE.includes(sitting.role) || sitting.state === 'draft') return;
    const side = sideOf(sitting.role);
    const isSeen = side !== 'platform' || isStage(sitting.state, 'escalated', 'appealed');
    this.rooms.enter({ window, disputeId, side, sub: caller.sub, isSeen, isAside: side === 'platform' && sitting.isAside });
  }

  private async sittingOf(disputeId: string, caller: Caller): Promise<Sitting | null> {
    const talk = await this.talks.find(disputeId, caller.sub);
    const role = talk === null ? undefined : relationsTo(talk, caller)[0];
    return talk === null || role === undefined ? null : { ...talk, role };
  }
}
