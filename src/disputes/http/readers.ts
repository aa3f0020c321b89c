import { Injectable } from '@nestjs/common';
import { PolicyService } from '../../policy/index.js';
import type { Dispute } from '../dispute.js';
import type { ActorRole } from '../domain/facts.js';
import type { Sender } from './sender.js';
import type { Reader } from './views/reader.js';

/** Makes the reader of an answer: the sender, in the role they have in this dispute, under the dispute's own policy. */
@Injectable()
export class Readers {
  constructor(private readonly policies: PolicyService) {}

  of(dispute: Dispute, role: ActorRole, { caller, language }: Pick<Sender, 'caller' | 'language'>): Reader {
    return { role, callerId: caller.sub, lang: language, policy: this.policies.get(dispute.policy) };
  }
}
