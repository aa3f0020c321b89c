import { Injectable } from '@nestjs/common';
import { problem, type ProblemCode } from '../foundation/problems/problem.js';
import type { Action } from './domain/actions.js';
import type { EventType } from './domain/events.js';

/** Something outside the law's knowledge that keeps a member of staff from some actions in a dispute. */
export interface Impediment {
  readonly code: ProblemCode;
  readonly actions: readonly Action[];
  /** Whether such an action is refused here. Where it is not, whoever carries it out refuses it themselves, and here it is only explained. */
  readonly binding: boolean;
}

/** Whether somebody with these is out of the case, and not only busy. */
export const standsAside = (impediments: readonly Impediment[]): boolean => impediments.some(({ binding }) => binding);

/** `doing` is what the person is about to do: the answer tells how it will be then. */
type Source = (disputeId: string, person: string, doing?: EventType) => Promise<readonly Impediment[]>;

/**
 * Where the law's own context asks about people: relations they have declared and what they hold already are the desk's
 * to know, and the desk is built upon disputes. With nobody to ask, nothing stands in anybody's way.
 */
@Injectable()
export class Impediments {
  private source: Source = () => Promise.resolve([]);

  /** Called once, when the program starts, by the context that knows. */
  askedFrom(source: Source): void {
    this.source = source;
  }

  of(...asked: Parameters<Source>): Promise<readonly Impediment[]> {
    return this.source(...asked);
  }

  /** 403 for staff who have an interest in the dispute or stepped back from it: what only staff see or do there is not for them. */
  async admit(disputeId: string, person: string): Promise<void> {
    if (await this.isOut(disputeId, person)) throw problem('stepped_aside');
  }

  /** Whether somebody of the staff is out of the case. */
  async isOut(disputeId: string, person: string): Promise<boolean> {
    return standsAside(await this.of(disputeId, person));
  }
}
