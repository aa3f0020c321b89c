import { Injectable } from '@nestjs/common';
import { Config } from '../foundation/config/config.js';
import { readDeskRules, rulesFor } from './desk.documents.js';
import type { DeskRulesDocument } from './domain/desk-rules.js';

/** How the desk works: its hours and promises by policy, read once at boot, and what the operator set. */
@Injectable()
export class DeskRules {
  private readonly documents = readDeskRules();
  /** Under the policy of new disputes: what concerns the queue as a whole. */
  readonly current: DeskRulesDocument;
  /** How many cases one arbitrator may hold at once, whichever policies they live under: the operator’s word, else the current policy’s. */
  readonly mostHeld: number;

  constructor(config: Config) {
    this.current = this.under(config.policy);
    this.mostHeld = config.desk.mostHeld ?? this.current.mostHeld;
  }

  /** Under the policy that a dispute was opened with. */
  under(policy: string): DeskRulesDocument {
    return rulesFor(this.documents, policy);
  }
}
