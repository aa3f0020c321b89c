import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandAnswers, Commands, From, Makes, type Made, type Sender } from '../../disputes/index.js';
import type { Answer } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { answerInformation, extendInformation, requestInformation } from '../information-requests.commands.js';
import { AnswerInformationBody, ExtendInformationBody, RequestInformationBody } from './information-requests.body.js';

/** Requests are told with their dispute: a fragment names the one. */
const requestMade: Made = ({ id }, event) => `/v1/disputes/${id}#${event.type === 'informationRequested' ? event.requestId : ''}`;

/** What the platform asks before it decides. */
@ApiTags('desk')
@Controller('v1')
export class InformationRequestsController {
  constructor(private readonly answers: CommandAnswers) {}

  @Post('disputes/:disputeId/information-requests')
  @Access('staff')
  @Makes('requestInformation', 'Ask one side or both', 'Both sides read what is asked and answered. The decision’s clock stands still until the last has answered or their time is over; a silence is recorded.')
  ask(@Param('disputeId') id: string, @Body() body: RequestInformationBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, requestInformation({ ...body, wantedEvidence: body.wantedEvidence ?? [] }), sender, requestMade);
  }

  @Post('information-requests/:requestId/answers')
  @Access('authenticated')
  @Makes('answerInformation', 'Answer what the platform asked', 'Once each. The last answer brings the case back to whoever holds it.')
  answer(@Param('requestId') id: string, @Body() body: AnswerInformationBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, answerInformation(id, body), sender, (dispute) => `/v1/disputes/${dispute.id}#${id}`);
  }

  @Post('information-requests/:requestId/extension')
  @Access('authenticated')
  @Commands('extendInformation', 'Take more time to answer, or give it', 'The whole time once more, once: for whoever has still to answer, or by whoever holds the case.')
  extend(@Param('requestId') id: string, @Body() body: ExtendInformationBody, @From() sender: Sender): Promise<Answer> {
    return this.answers.to(id, extendInformation(id, body.text), sender);
  }
}
