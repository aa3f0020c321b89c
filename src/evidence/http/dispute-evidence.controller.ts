import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, Lang, type Page, pageOf, PageQuery } from '../../foundation/http/index.js';
import { Idempotency, type IdempotencyRequest } from '../../foundation/idempotency/index.js';
import { Access, CurrentCaller, type Caller, type Language } from '../../foundation/identity/index.js';
import { RateLimit } from '../../foundation/rates/index.js';
import { DeclaringService } from '../declaring.service.js';
import { EvidenceService } from '../evidence.service.js';
import { declarationFrom, DeclareEvidenceBody } from './declare-evidence.body.js';
import { DeclaredEvidenceView, declaredView, EvidencePageView, EvidenceView, evidenceView } from './evidence.view.js';
import { filterKeyOf, pageFrom } from './evidence.pages.js';

@ApiTags('evidence')
@Access('authenticated')
@Controller('v1/disputes/:disputeId/evidence')
export class DisputeEvidenceController {
  constructor(
    private readonly declaring: DeclaringService,
    private readonly evidence: EvidenceService,
  ) {}

  @Post()
  @RateLimit('declare')
  @ApiOperation({ operationId: 'declareEvidence', summary: 'Announce a file and get an address to upload it to', description: 'The bytes go straight to the store, never through this API. Say `complete` when they are there. Over 16 MiB a file goes in parts, which survive a lost network or a closed page.' })
  @ApiCreatedResponse({ type: DeclaredEvidenceView })
  declare(
    @Param('disputeId') disputeId: string, @Body() body: DeclareEvidenceBody, @CurrentCaller() caller: Caller, @Idempotency() idempotency: IdempotencyRequest,
    @Lang() language: Language,
  ): Promise<Answer> {
    return this.declaring.declare(disputeId, declarationFrom(body), caller, idempotency, (declared, way) =>
      new Answer(201, declaredView(declared, way, language), { location: `/v1/evidence/${declared.id}` }));
  }

  @Get()
  @ApiOperation({ operationId: 'listEvidence', summary: 'The evidence of a dispute', description: 'What is sealed of both sides, and one’s own whatever became of it. `seal` proves which bytes they are: `hex(sha256(seal.salt + sha256))` is what event `seal.seq` of the audit holds, with the size, who and when. `npm run verify -- audit.json evidence.json` checks a saved copy of both.' })
  @ApiOkResponse({ type: EvidencePageView })
  async list(@Param('disputeId') disputeId: string, @Query() query: PageQuery, @CurrentCaller() caller: Caller, @Lang() language: Language): Promise<Page<EvidenceView>> {
    const { after, limit } = pageFrom(query, disputeId);
    const { pieces, reader } = await this.evidence.list(disputeId, caller, after, limit + 1);
    return pageOf(pieces, limit, { filterKey: filterKeyOf(disputeId), positionOf: ({ id }) => [id], viewOf: (piece) => evidenceView(piece, reader, language) });
  }
}
