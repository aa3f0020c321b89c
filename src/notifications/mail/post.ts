import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Config } from '../../foundation/config/config.js';
import { outcomeOf, type MailFailure, type MailOutcome } from '../domain/mail-schedule.js';
import type { ClaimedMail } from '../store/mail-sending.repository.js';
import { ReplyAddresses } from '../replies/reply-addresses.js';
import { MailLinks } from './links.js';

/** A server that answers nothing is not waited for longer than a lease lasts. */
const TIMEOUTS = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 45_000, dnsTimeout: 10_000 };
/** Connections that a process keeps to its mail server. */
export const LINES = 3;

/** Hands letters to the mail server. A letter has the same Message-ID on every try, so that a reader's program sees a repetition as one. */
@Injectable()
export class Post implements OnApplicationShutdown {
  #transport: Transporter | undefined;

  constructor(
    private readonly config: Config,
    private readonly links: MailLinks,
    private readonly replies: ReplyAddresses,
  ) {}

  get hasServer(): boolean {
    return this.config.mail.smtpUrl !== null;
  }

  onApplicationShutdown(): void {
    this.#transport?.close();
  }

  async send(mail: ClaimedMail, address: string): Promise<MailOutcome> {
    try {
      await this.transport().sendMail(await this.messageOf(mail, address));
      return { is: 'sent' };
    } catch (error) {
      return outcomeOf(error as MailFailure);
    }
  }

  private transport(): Transporter {
    this.#transport ??= createTransport({ url: this.config.mail.smtpUrl!, pool: true, maxConnections: LINES, disableFileAccess: true, disableUrlAccess: true, ...TIMEOUTS });
    return this.#transport;
  }

  private async messageOf(mail: ClaimedMail, address: string) {
    const { id, subject, html, plain, disputeId, recipientRole } = mail;
    const { from } = this.config.mail;
    const domain = from.slice(from.lastIndexOf('@') + 1);
    // All letters of one dispute to one side answer the same, never sent, first one: that makes them a thread.
    const thread = disputeId === null ? {} : { inReplyTo: `<${disputeId}.${recipientRole}@${domain}>`, references: [`<${disputeId}.${recipientRole}@${domain}>`] };
    return {
      envelope: { from, to: [address] },
      from: { name: 'Parley', address: from },
      to: address,
      ...this.replyTo(mail),
      subject,
      html,
      text: plain,
      messageId: `<${id}@${domain}>`,
      ...thread,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': mail.lang, ...(await this.listHeaders(mail)) },
    };
  }

  /** Whoever answers writes to an address of their own in this dispute. */
  private replyTo({ disputeId, recipientRole, replyAudience }: ClaimedMail): { replyTo?: string } {
    const replyTo = this.replies.of(disputeId, recipientRole, replyAudience);
    return replyTo === null ? {} : { replyTo };
  }

  /** One click, without a login (RFC 8058); only where a letter may be switched off. */
  private async listHeaders({ mandatory, recipientId, template, recipientRole }: Pick<ClaimedMail, 'mandatory' | 'recipientId' | 'template' | 'recipientRole'>): Promise<Record<string, string>> {
    if (mandatory || recipientRole === 'staff') return {};
    const link = await this.links.unsubscribe({ accountId: recipientId, template });
    return { 'List-Unsubscribe': `<${link}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  }
}
