import { randomBytes } from 'node:crypto';
import type { Policy } from '../policy/index.js';
import { canonicalJson, commitment } from './domain/chain.js';
import type { ActorRole } from './domain/facts.js';
import type { Dispute } from './dispute.js';

/** Free text and documents of one command: the event gets their salted commitments, the tables get the texts. */
export class Drafting {
  readonly salt = randomBytes(16).toString('hex');
  readonly texts: Record<string, string> = {};
  document: object | null = null;

  /** Binds a text that the event only commits to. */
  commit(field: string, text: string): string {
    this.texts[field] = text;
    return commitment(this.salt, text);
  }

  /** As `commit`, for a text that may be left out. */
  commitOptional(field: string, text: string | undefined): Record<string, string> {
    return text === undefined ? {} : { [field]: this.commit(field, text) };
  }

  /** Binds a document (a ruling's statement of reasons) by its canonical text. */
  commitDocument(document: object): string {
    this.document = document;
    return commitment(this.salt, canonicalJson(document));
  }
}

/** What an event is made from: the dispute as read, who acts and as what, and where its texts go. */
export interface Setting {
  readonly dispute: Dispute;
  readonly role: ActorRole;
  readonly draft: Drafting;
  /** The one the dispute lives under. */
  readonly policy: Policy;
}
