import { Injectable } from '@nestjs/common';
import type { Language } from '../foundation/identity/index.js';
import { problem } from '../foundation/problems/problem.js';
import { htmlOf } from './mail/html.js';
import { MailLinks } from './mail/links.js';
import { mailboxPage, mailPage, previewsPage } from './mail/mailbox-pages.js';
import { sampleOf, SAMPLES } from './mail/samples.js';
import { ReplyAddresses } from './replies/reply-addresses.js';
import { MailSendingRepository, type MailRecord } from './store/mail-sending.repository.js';

/** A letter with the address it is answered to, where it can be. */
export type ShownMail = MailRecord & { readonly replyTo: string | null };

/** What people were written, for whoever tries the product out. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly mails: MailSendingRepository,
    private readonly links: MailLinks,
    private readonly replies: ReplyAddresses,
  ) {}

  async newest(before: string | null, limit: number): Promise<ShownMail[]> {
    const mails = await this.mails.newest(before, limit);
    return mails.map((mail) => this.shown(mail));
  }

  private shown(mail: MailRecord): ShownMail {
    return { ...mail, replyTo: this.replies.of(mail.disputeId, mail.recipientRole, mail.replyAudience) };
  }

  /** The same as a page to look at. */
  listPage(mails: readonly MailRecord[], nextCursor: string | null): string {
    return mailboxPage(mails, nextCursor);
  }

  async mailPage(id: string): Promise<string> {
    const mail = await this.mails.find(id);
    if (mail === null) throw problem('not_found');
    return mailPage(this.shown(mail));
  }

  /** One letter as its reader's program shows it. */
  async letter(id: string): Promise<string> {
    const html = await this.mails.html(id);
    if (html === null) throw problem('not_found');
    return html;
  }

  previewsPage(): string {
    return previewsPage();
  }

  preview(template: string, lang: string): string {
    if (!SAMPLES.includes(template) || (lang !== 'en' && lang !== 'es')) throw problem('not_found');
    return htmlOf(sampleOf(template, lang satisfies Language, this.links.disputePage('dp_example')));
  }
}
