import { Injectable } from '@nestjs/common';
import { problem } from '../foundation/problems/problem.js';
import { MailSendingRepository, type MailRecord } from './store/mail-sending.repository.js';

/** How many letters one request sends again. */
const RESENT_AT_ONCE = 1_000;

/** Letters that no server took, for whoever finds out why. Nobody's address is among what is told of them. */
@Injectable()
export class ParkedMailsService {
  constructor(private readonly mails: MailSendingRepository) {}

  /** Newest first; one more than `limit` where there is more. */
  list(before: string | null, limit: number): Promise<MailRecord[]> {
    return this.mails.parked(before, limit);
  }

  /** Begins a new schedule: 404 for no letter, 409 for one that waits or was sent. */
  async resend(id: string): Promise<MailRecord> {
    const resent = await this.mails.resend(id);
    const mail = await this.mails.find(id);
    if (mail === null) throw problem('not_found');
    if (!resent) throw problem('mail_not_parked');
    return mail;
  }

  /** The same for all that were written since a time, the oldest first. How many, and whether there may be more. */
  async resendSince(since: string): Promise<{ resent: number; hasMore: boolean }> {
    const resent = await this.mails.resendSince(since, RESENT_AT_ONCE);
    return { resent, hasMore: resent === RESENT_AT_ONCE };
  }
}
