import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Lang } from '../../foundation/http/index.js';
import { Access, CurrentCaller, type Caller, type Language } from '../../foundation/identity/index.js';
import { SignalsService } from '../media/signals.service.js';
import { SignalsView, signalView } from './signals.view.js';

/** Facts for whoever judges, never verdicts. */
@ApiTags('evidence')
@Access('authenticated')
@Controller('v1/evidence/:evidenceId/signals')
export class SignalsController {
  constructor(private readonly signals: SignalsService) {}

  @Get()
  @ApiOperation({
    operationId: 'getEvidenceSignals', summary: 'What is known about a piece',
    description: 'For staff: what the file says of itself, how far from the delivery place it says to be, and where else it was shown. ' +
      'Each with where it is from; none of it is proved, and no place is ever told.',
  })
  @ApiOkResponse({ type: SignalsView })
  async get(@Param('evidenceId') id: string, @CurrentCaller() caller: Caller, @Lang() language: Language): Promise<SignalsView> {
    const signals = await this.signals.of(id, caller);
    return { data: signals.map((signal) => signalView(signal, language)) };
  }
}
