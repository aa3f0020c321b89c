import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../../foundation/identity/index.js';
import { NotificationsService } from '../notifications.service.js';

/** The page shows letters in frames of this server and runs nothing. */
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** A letter may be looked at and do nothing, in a frame or alone: what a stranger managed to put into it as well. */
const LETTER_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** Sends HTML that was made here. */
export function asPage(reply: FastifyReply, html: string, policy = PAGE_POLICY): string {
  void reply.type('text/html; charset=utf-8');
  void reply.headers({ 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' });
  return html;
}

/** The mailbox to look at. Beside the API, not part of it. */
@ApiExcludeController()
@Access('sandbox')
@Controller('v1/sandbox/mailbox')
export class MailboxPagesController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get('previews')
  previews(@Res({ passthrough: true }) reply: FastifyReply): string {
    return asPage(reply, this.notifications.previewsPage());
  }

  @Get('previews/:template/:lang')
  preview(@Param('template') template: string, @Param('lang') lang: string, @Res({ passthrough: true }) reply: FastifyReply): string {
    return asPage(reply, this.notifications.preview(template, lang), LETTER_POLICY);
  }

  @Get(':mailId')
  async mail(@Param('mailId') mailId: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return asPage(reply, await this.notifications.mailPage(mailId));
  }

  @Get(':mailId/letter')
  async letter(@Param('mailId') mailId: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return asPage(reply, await this.notifications.letter(mailId), LETTER_POLICY);
  }
}
