import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, Lang } from '../../foundation/http/index.js';
import { Idempotency, type IdempotencyRequest } from '../../foundation/idempotency/index.js';
import { Access, CurrentCaller, type Caller, type Language } from '../../foundation/identity/index.js';
import { RateLimit } from '../../foundation/rates/index.js';
import { CompletingService } from '../uploads/completing.service.js';
import { UploadsService } from '../uploads/uploads.service.js';
import { EvidenceView, evidenceView } from './evidence.view.js';
import { SignPartsBody } from './sign-parts.body.js';
import { ArrivedPartsView, arrivedView, PartUploadsView, partUploadsView, RenewedUploadView, wayView } from './upload.view.js';

const NO_STORE = { headers: { 'Cache-Control': 'no-store' } };

/** How the bytes of a declared piece get to the store. Addresses change nothing, so asking for them takes no Idempotency-Key. */
@ApiTags('evidence')
@Access('authenticated')
@Controller('v1/evidence/:evidenceId')
export class UploadsController {
  constructor(
    private readonly uploads: UploadsService,
    private readonly completing: CompletingService,
  ) {}

  @Post('upload')
  @HttpCode(200)
  @RateLimit('sign')
  @ApiOperation({ operationId: 'renewUpload', summary: 'How to send the bytes, asked again', description: 'For a piece that still waits for them and whose first address has expired.' })
  @ApiOkResponse({ type: RenewedUploadView })
  async renew(@Param('evidenceId') id: string, @CurrentCaller() caller: Caller): Promise<Answer> {
    return new Answer(200, { upload: wayView(id, await this.uploads.renew(id, caller)) } satisfies RenewedUploadView, NO_STORE);
  }

  @Post('parts')
  @HttpCode(200)
  @RateLimit('sign')
  @ApiOperation({ operationId: 'signParts', summary: 'Get addresses for parts of a large file', description: 'As often as need be, until the piece is completed. A part that is sent again replaces itself.' })
  @ApiOkResponse({ type: PartUploadsView })
  async sign(@Param('evidenceId') id: string, @Body() { numbers }: SignPartsBody, @CurrentCaller() caller: Caller): Promise<Answer> {
    return new Answer(200, partUploadsView(await this.uploads.sign(id, numbers, caller)), NO_STORE);
  }

  @Get('parts')
  @RateLimit('sign')
  @ApiOperation({ operationId: 'listParts', summary: 'What has arrived of a large file', description: 'For going on after a pause: send what is missing.' })
  @ApiOkResponse({ type: ArrivedPartsView })
  async arrived(@Param('evidenceId') id: string, @CurrentCaller() caller: Caller): Promise<ArrivedPartsView> {
    return arrivedView(await this.uploads.arrived(id, caller));
  }

  @Post('complete')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'completeEvidence',
    summary: 'Say that the bytes are there',
    description: 'A worker then reads them: the piece becomes `available`, or `rejected` with a code. While parts are missing it is refused and tells which.',
  })
  @ApiAcceptedResponse({ type: EvidenceView })
  complete(
    @Param('evidenceId') id: string, @CurrentCaller() caller: Caller, @Idempotency() idempotency: IdempotencyRequest, @Lang() language: Language,
  ): Promise<Answer> {
    return this.completing.complete(id, caller, idempotency, (piece, reader) => new Answer(202, evidenceView(piece, reader, language)));
  }
}
