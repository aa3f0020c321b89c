import { Injectable } from '@nestjs/common';
import { Config } from '../foundation/config/config.js';
import type { Policy } from './domain/policy.js';
import { policiesFolder, readPolicies } from './policy.documents.js';

/** Every released policy, read once at boot: old disputes go on living under the one they were opened with. */
@Injectable()
export class PolicyService {
  private readonly policies = readPolicies(policiesFolder());
  /** The policy under which new disputes open. */
  readonly current: Policy;

  constructor(config: Config) {
    this.current = this.get(config.policy);
  }

  /** Throws when no such policy was released: a dispute without its law can only be an operator's mistake. */
  get(id: string): Policy {
    const policy = this.policies.get(id);
    if (policy === undefined) throw new Error(`no policy "${id}"; there are: ${[...this.policies.keys()].join(', ')}`);
    return policy;
  }
}
