import { Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { TakesMail } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { problem } from '../../foundation/problems/problem.js';
import { InboundService } from '../replies/inbound.service.js';
import { InboundMailView } from './inbound.view.js';

/** The most that any house may be set to take; its own limit is judged where the mail is taken. */
const MOST_BYTES = 25 * 1024 * 1024;

/** Where a mail provider hands in what people answer to letters. */
@ApiTags('events')
@Access('public')
@Controller('v1/inbound/email')
export class InboundController {
  constructor(private readonly inbound: InboundService) {}

  @Post()
  @HttpCode(202)
  @TakesMail(MOST_BYTES)
  @ApiOperation({
    operationId: 'receiveEmail',
    summary: 'Hand in an e-mail',
    description:
      'For a mail provider: the mail as it is (raw MIME), signed as Standard Webhooks are, with the secret both have agreed on: base64(HMAC-SHA256(secret, `id.timestamp.body`)). 202 means that it is kept; what becomes of it is decided afterwards. The same mail twice is one message. See docs/mail.md.',
  })
  @ApiConsumes('message/rfc822')
  @ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })
  @ApiHeader({ name: 'webhook-id', required: true, description: 'a name of the delivery, part of what is signed' })
  @ApiHeader({ name: 'webhook-timestamp', required: true, description: 'seconds since 1970, at most five minutes off' })
  @ApiHeader({ name: 'webhook-signature', required: true, description: '`v1,` and the signature; several are separated by spaces' })
  @ApiAcceptedResponse({ type: InboundMailView })
  async receive(
    @Req() { body }: FastifyRequest, @Headers('webhook-id') id?: string, @Headers('webhook-timestamp') timestamp?: string, @Headers('webhook-signature') signature?: string,
  ): Promise<InboundMailView> {
    if (!Buffer.isBuffer(body)) throw problem('unsupported_media_type', { says: 'mail_type' });
    return { id: await this.inbound.fromProvider(body, { id, timestamp, signature }) };
  }
}
