import { Injectable } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { DisputesService, SendMessageBody, sendMessage } from '../../disputes/index.js';
import { MailedEvidence } from '../../evidence/index.js';
import { failpoint } from '../../foundation/failpoints.js';
import { Answer } from '../../foundation/http/index.js';
import type { IdempotencyRequest } from '../../foundation/idempotency/index.js';
import { Problem } from '../../foundation/problems/problem.js';
import type { MailedFile } from './reading/read-mail.ts';

/** Somebody who answers, and which of their mails this is. */
export interface Answering {
  readonly disputeId: string;
  readonly sub: string;
  readonly audience: 'parties' | 'staff';
  readonly key: string;
}

/** Why what somebody sent was not taken; null: it was. */
export type TextRefusal = 'too_long' | 'closed' | 'other';
export type FileRefusal = 'type_not_allowed' | 'too_large' | 'too_many' | 'limit' | 'closed' | 'other';

export interface FileOutcome {
  readonly name: string;
  readonly refused: FileRefusal | null;
}

/** Refusals that another moment may lift: then the mail is tried again. */
const PASSING = ['too_much_contention', 'unavailable', 'internal'];
/** More files than this are counted as too many without asking anybody. */
const MOST_FILES = 20;

/** Does what an answer asks for, through the doors that everybody uses. Said again under the same key it is done once. */
@Injectable()
export class ReplyActs {
  constructor(
    private readonly disputes: DisputesService,
    private readonly evidence: MailedEvidence,
  ) {}

  /** The words become a message, or it is told why not. Throws what will pass. */
  async say({ disputeId, sub, audience, key }: Answering, text: string): Promise<TextRefusal | null> {
    const body = plainToInstance(SendMessageBody, { text, audience });
    if ((await validate(body)).length > 0) return 'too_long';
    try {
      await this.disputes.apply(disputeId, sendMessage(body), { caller: { sub, roles: [] } }, { idempotency: once(sub, key), answer: () => new Answer(201, null) });
      failpoint('reply-said');
      return null;
    } catch (error) {
      return codeOf(error) === 'action_not_allowed' || codeOf(error) === 'not_found' ? 'closed' : 'other';
    }
  }

  /** Each file waits as a piece of evidence for its owner's word, one after the other: so the first ones find room. */
  async stage({ disputeId, sub, key }: Answering, files: readonly MailedFile[]): Promise<FileOutcome[]> {
    const outcomes: FileOutcome[] = [];
    for (const [index, file] of files.entries()) {
      const refused = index >= MOST_FILES ? 'too_many' : await this.refusalOf(disputeId, file, sub, `${key} ${index}`);
      outcomes.push({ name: file.fileName.replace(/\p{C}+/gu, ' ').slice(0, 100), refused });
    }
    return outcomes;
  }

  private async refusalOf(disputeId: string, file: MailedFile, sub: string, key: string): Promise<FileRefusal | null> {
    try {
      await this.evidence.stage(disputeId, file, { sub, roles: [] }, once(sub, key));
      return null;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'invalid') return (error as Problem).errors?.some((fault) => fault.code === 'too_large') === true ? 'too_large' : 'type_not_allowed';
      if (code === 'evidence_limit_reached') return 'limit';
      return code === 'action_not_allowed' ? 'closed' : 'other';
    }
  }
}

/** The space keeps it apart from every key that a client can send. */
const once = (caller: string, key: string): IdempotencyRequest => ({ caller, key: `e-mail ${key}`, fingerprint: `e-mail ${key}` });

function codeOf(error: unknown): string {
  if (!(error instanceof Problem) || PASSING.includes(error.code)) throw error;
  return error.code;
}
