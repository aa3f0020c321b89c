import { Controller, Delete, Get, HttpCode, Param, Req } from '@nestjs/common';
import { ApiFoundResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answer, Lang } from '../../foundation/http/index.js';
import { Access, CurrentCaller, type Caller, type Language } from '../../foundation/identity/index.js';
import { VIEWS } from '../domain/renditions.js';
import { EvidenceService } from '../evidence.service.js';
import { EvidenceView, evidenceView } from './evidence.view.js';

/** A signed address is a key: nobody may keep it, and what it opens is a file, never a page. */
const FOR_THIS_CALLER_ONLY = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };

@ApiTags('evidence')
@Access('authenticated')
@Controller('v1/evidence/:evidenceId')
export class EvidenceController {
  constructor(private readonly evidence: EvidenceService) {}

  @Get()
  @ApiOperation({ operationId: 'getEvidence', summary: 'One piece, and what became of it' })
  @ApiOkResponse({ type: EvidenceView })
  async get(@Param('evidenceId') id: string, @CurrentCaller() caller: Caller, @Lang() language: Language): Promise<EvidenceView> {
    const { evidence, reader } = await this.evidence.get(id, caller);
    return evidenceView(evidence, reader, language);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteEvidence', summary: 'Take back a piece of one’s own', description: 'Only before it is sealed: evidence in a draft, what is held back, and what was not taken.' })
  @ApiNoContentResponse()
  remove(@Param('evidenceId') id: string, @CurrentCaller() caller: Caller, @Req() { id: requestId }: FastifyRequest): Promise<void> {
    return this.evidence.remove(id, caller, requestId);
  }

  @Get('renditions/:name')
  @ApiParam({ name: 'name', enum: VIEWS })
  @ApiOperation({ operationId: 'getRendition', summary: 'Look at a piece', description: 'Redirects to a download that is open for a minute. The original is for staff, who ask for it with a reason (`viewOriginal`).' })
  @ApiFoundResponse({ description: 'Where the file is.' })
  async rendition(@Param('evidenceId') id: string, @Param('name') name: string, @CurrentCaller() caller: Caller): Promise<Answer> {
    return new Answer(302, null, { location: await this.evidence.addressOf(id, name, caller), headers: FOR_THIS_CALLER_ONLY });
  }
}
