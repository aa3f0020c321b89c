import { Injectable } from '@nestjs/common';
import { Config } from '../foundation/config/config.js';
import type { Policy } from './domain/policy.js';
import { policiesFolder, readExamples, readPolicies } from './policy.documents.js';

/** Every released policy, read once at boot: old disputes go on living under the one they were opened with. */
@Injectable()
export class PolicyService {
  private readonly policies = readPolicies(policiesFolder());
  /** Small enough to be kept: a drawing for every requirement of every policy. */
  private readonly examples = readExamples(policiesFolder(), this.policies.values());
  /** The policy under which new disputes open. */
  readonly current: Policy;

  constructor(config: Config) {
    this.current = this.get(config.policy);
  }

  /** The drawing of what a piece should show; undefined where no policy knows the requirement. */
  exampleOf(requirement: string): Buffer | undefined {
    return this.examples.get(requirement);
  }

  /** Throws when no such policy was released: a dispute without its law can only be an operator's mistake. */
  get(id: string): Policy {
    const policy = this.policies.get(id);
    if (policy === undefined) throw new Error(`no policy "${id}"; there are: ${[...this.policies.keys()].join(', ')}`);
    return policy;
  }
}
