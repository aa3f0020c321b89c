import { Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Lang, TakesForm } from '../../foundation/http/index.js';
import { Access, type Language } from '../../foundation/identity/index.js';
import { PreferencesService } from '../preferences.service.js';
import { asPage } from './mailbox-pages.controller.js';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** What a letter's link carries. */
class LinkQuery {
  @IsString()
  @Length(1, 2_000)
  token: string;
}

/** Where the links of letters lead. For people and mail programs, not part of the API. */
@ApiExcludeController()
@Access('public')
@Controller('v1/unsubscribe')
export class UnsubscribeController {
  constructor(private readonly preferences: PreferencesService) {}

  /** Only asks: programs that look through mails follow every link. */
  @Get()
  async ask(@Query() { token }: LinkQuery, @Lang() lang: Language, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return asPage(reply, await this.preferences.ask(token, lang), POLICY);
  }

  /** The page's button, and the one click of RFC 8058. What the form says does not matter: that it was sent does. */
  @Post()
  @HttpCode(200)
  @TakesForm()
  async unsubscribe(@Query() { token }: LinkQuery, @Lang() lang: Language, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return asPage(reply, await this.preferences.unsubscribe(token, lang), POLICY);
  }
}
