import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { MayBeLeftOut } from '../../foundation/http/index.js';
import { Access, CurrentCaller, type Caller } from '../../foundation/identity/index.js';
import { RateLimit } from '../../foundation/rates/index.js';
import { TalkService } from '../feed/talk.service.js';

const AUDIENCES = ['parties', 'staff', 'buyer', 'seller'] as const;

/** To whom something is being written. */
export class TypingBody {
  @ApiProperty({ enum: AUDIENCES, required: false, description: 'Left out by a party it is `parties`; staff always say to whom.', example: 'parties' })
  @MayBeLeftOut()
  @IsIn(AUDIENCES)
  audience?: (typeof AUDIENCES)[number];
}

/** Signs of life, which nobody keeps. */
@ApiTags('messages')
@Access('authenticated')
@Controller('v1/disputes/:disputeId/typing')
export class TypingController {
  constructor(private readonly talk: TalkService) {}

  @Post()
  @HttpCode(204)
  @RateLimit('typing')
  @ApiOperation({
    operationId: 'signalTyping', summary: 'Say that one is typing',
    description: 'Shown for a few seconds on the open streams of those the message would be for (`typing`). Send it every five seconds while somebody types; nothing is kept. Staff with a relation to a party, or who stepped back from the case, do not write in it.',
  })
  @ApiNoContentResponse({ description: 'It was passed on.' })
  async type(@Param('disputeId') id: string, @Body() { audience }: TypingBody, @CurrentCaller() caller: Caller): Promise<void> {
    await this.talk.type(id, caller, audience);
  }
}
