import { Injectable } from '@nestjs/common';
import { PolicyService } from '../../policy/index.js';
import type { Dispute } from '../dispute.js';
import type { EventType } from '../domain/events.js';
import type { ActorRole } from '../domain/facts.js';
import { Impediments, type Impediment } from '../impediments.js';
import { HelpLinks } from './help-links.js';
import type { Sender } from './sender.js';
import { isStaffRole, type Reader } from './views/reader.js';

/** Makes the reader of an answer: the sender, in the role they have in this dispute, under the dispute's own policy. */
@Injectable()
export class Readers {
  constructor(
    private readonly policies: PolicyService,
    private readonly impediments: Impediments,
    private readonly help: HelpLinks,
  ) {}

  of(dispute: Dispute, role: ActorRole, { caller, language }: Pick<Sender, 'caller' | 'language'>, impediments?: readonly Impediment[]): Reader {
    const help = this.help.for({ policy: dispute.policy, language, role, reason: dispute.facts.claim.reason });
    return { role, callerId: caller.sub, lang: language, policy: this.policies.get(dispute.policy), impediments, help };
  }

  /** What keeps staff from acting in this dispute; of anybody else nothing is asked. */
  async impedimentsOf({ id }: Dispute, role: ActorRole, person: string, doing?: EventType): Promise<readonly Impediment[]> {
    return isStaffRole(role) ? this.impediments.of(id, person, doing) : [];
  }

  /** The same reader, who is also told which actions something outside the law keeps from them. */
  async actingOn(dispute: Dispute, role: ActorRole, sender: Pick<Sender, 'caller' | 'language'>): Promise<Reader> {
    return this.of(dispute, role, sender, await this.impedimentsOf(dispute, role, sender.caller.sub));
  }
}
