import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import {
  acceptReturn, confirmReplacement, contestReturn, deliverReturn, giveReturnAddress, reportFault, shipReplacement, shipReturn, waiveReturn,
} from '../commands/parcels.js';
import { CommandAnswers } from './command-answers.js';
import { Commands } from './documented.js';
import { ContestReturnBody, DeliverReturnBody, FaultyReplacementBody, ReturnAddressBody, ShipReplacementBody, ShipReturnBody } from './parcels.body.js';
import { From, type Sender } from './sender.js';

/** Goods on their way: back to the seller, or again to the buyer. */
@ApiTags('returns and replacements')
@Access('authenticated')
@Controller('v1/disputes/:disputeId')
export class ParcelsController {
  constructor(private readonly answers: CommandAnswers) {}

  @Post('return/address')
  @Commands('giveReturnAddress', 'Tell where to send the goods back to')
  giveAddress(@Param('disputeId') id: string, @Body() body: ReturnAddressBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, giveReturnAddress(body), sender);
  }

  @Post('return/waive')
  @Commands('waiveReturn', 'Let the buyer keep the goods: the refund is paid at once')
  waive(@Param('disputeId') id: string, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, waiveReturn(), sender);
  }

  @Post('return/ship')
  @Commands('shipReturn', 'Say that the goods were sent back')
  ship(@Param('disputeId') id: string, @Body() body: ShipReturnBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, shipReturn(body), sender);
  }

  @Post('return/deliver')
  @Access('marketplace')
  @Commands('deliverReturn', 'Report that the returned goods arrived')
  deliver(@Param('disputeId') id: string, @Body() body: DeliverReturnBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, deliverReturn(body.deliveredAt), sender);
  }

  @Post('return/accept')
  @Commands('acceptReturn', 'Say that the goods came back as they should: the refund is paid')
  accept(@Param('disputeId') id: string, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, acceptReturn(), sender);
  }

  @Post('return/contest')
  @Commands('contestReturn', 'Say what is wrong with the goods that came back', 'The platform decides.')
  contest(@Param('disputeId') id: string, @Body() body: ContestReturnBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, contestReturn(body), sender);
  }

  @Post('replacement/ship')
  @Commands('shipReplacement', 'Say that the replacement was sent')
  shipReplacement(@Param('disputeId') id: string, @Body() body: ShipReplacementBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, shipReplacement(body), sender);
  }

  @Post('replacement/confirm')
  @Commands('confirmReplacement', 'Say that the replacement came and is in order')
  confirm(@Param('disputeId') id: string, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, confirmReplacement(), sender);
  }

  @Post('replacement/fault')
  @Commands('reportFaultyReplacement', 'Say what is wrong with the replacement', 'The platform decides.')
  fault(@Param('disputeId') id: string, @Body() body: FaultyReplacementBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, reportFault(body.text), sender);
  }
}
