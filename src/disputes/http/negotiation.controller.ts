import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { acceptClaim } from '../commands/claims.js';
import { acceptOffer, escalate, makeOffer, rejectClaim, rejectOffer } from '../commands/negotiation.js';
import { CommandAnswers } from './command-answers.js';
import { Commands, Makes } from './documented.js';
import { EscalateBody, MakeOfferBody, RejectClaimBody, RejectOfferBody } from './negotiation.body.js';
import { From, FromWhoHasSeen, type Sender } from './sender.js';
import { made } from './made.js';

/** What the two sides say to each other’s demands. */
@ApiTags('negotiation')
@Access('authenticated')
@Controller('v1/disputes/:disputeId')
export class NegotiationController {
  constructor(private readonly answers: CommandAnswers) {}

  @Post('accept-claim')
  @Commands('acceptClaim', 'Give the buyer what was asked for')
  acceptClaim(@Param('disputeId') id: string, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, acceptClaim(), sender);
  }

  @Post('reject-claim')
  @Commands('rejectClaim', 'Say why the claim is not justified')
  rejectClaim(@Param('disputeId') id: string, @Body() body: RejectClaimBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, rejectClaim(body), sender);
  }

  @Post('offers')
  @Makes('makeOffer', 'Propose a remedy to the other side')
  offer(@Param('disputeId') id: string, @Body() body: MakeOfferBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, makeOffer(body), sender, made.offer);
  }

  @Post('offers/:offerId/accept')
  @Commands('acceptOffer', 'Agree to an offer of the other side', 'If-Match is required: nobody can agree to what they have not seen.')
  acceptOffer(@Param('disputeId') id: string, @Param('offerId') offerId: string, @FromWhoHasSeen() sender: Sender): Promise<Answer> {
    return this.answers.to(id, acceptOffer(offerId), sender);
  }

  @Post('offers/:offerId/reject')
  @Commands('rejectOffer', 'Decline an offer of the other side')
  rejectOffer(
    @Param('disputeId') id: string, @Param('offerId') offerId: string, @Body() body: RejectOfferBody, @From() sender: Sender,
  ): Promise<Answer> {
    return this.answers.to(id, rejectOffer(offerId, body.text), sender);
  }

  @Post('escalate')
  @Commands('escalateDispute', 'Hand the dispute to the platform')
  escalate(@Param('disputeId') id: string, @Body() body: EscalateBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, escalate(body.text), sender);
  }
}
