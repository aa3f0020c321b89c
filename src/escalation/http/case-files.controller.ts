import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { MayBeLeftOut } from '../../foundation/http/index.js';
import { FromReader, RulingView, type Sender } from '../../disputes/index.js';
import { Access } from '../../foundation/identity/index.js';
import { caseFilePdf } from '../case-file/case-file.pdf.js';
import { CaseFileService } from '../case-file/case-file.service.js';

const SIDES = ['buyer', 'seller'] as const;
const TEXT = 'text/plain; charset=utf-8';
const PDF = 'application/pdf';

/** A ruling, with the dispute it decides. */
export class RulingOfDisputeView extends RulingView {
  @ApiProperty({ example: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  disputeId: string;
}

export class RulingTextQuery {
  @ApiProperty({ required: false, enum: SIDES, description: 'Whose text staff want to read; a party always reads their own.' })
  @MayBeLeftOut()
  @IsIn(SIDES)
  for?: (typeof SIDES)[number];
}

/** Rulings that explain themselves, and whole cases to keep. */
@ApiTags('desk')
@Access('authenticated')
@Controller('v1')
export class CaseFilesController {
  constructor(private readonly files: CaseFileService) {}

  @Get('rulings/:rulingId')
  @ApiOperation({ operationId: 'getRuling', summary: 'A ruling with its statement of reasons' })
  @ApiOkResponse({ type: RulingOfDisputeView })
  async ruling(@Param('rulingId') id: string, @FromReader() sender: Sender): Promise<RulingOfDisputeView> {
    const { disputeId, ruling } = await this.files.ruling(id, sender);
    return { ...ruling, disputeId };
  }

  @Get('rulings/:rulingId/text')
  @Header('Content-Type', TEXT)
  @ApiOperation({ operationId: 'getRulingText', summary: 'A ruling in plain words, for one side', description: 'In the reader’s language; the arbitrator’s words to that side are as they were written.' })
  @ApiOkResponse({ description: 'A text.', content: { 'text/plain': { schema: { type: 'string' } } } })
  text(@Param('rulingId') id: string, @Query() query: RulingTextQuery, @FromReader() sender: Sender): Promise<string> {
    return this.files.rulingText(id, sender, query.for);
  }

  @Get('disputes/:disputeId/case-file.pdf')
  @ApiOperation({
    operationId: 'getCaseFile', summary: 'The whole case as a PDF',
    description: 'The chart, the timeline, the statements of reasons and the evidence with its sha-256, in the reader’s language, as far as the reader may see it.',
  })
  @ApiOkResponse({ description: 'A PDF.', content: { [PDF]: { schema: { type: 'string', format: 'binary' } } } })
  async file(@Param('disputeId') id: string, @FromReader() sender: Sender): Promise<StreamableFile> {
    const file = await this.files.caseFile(id, sender);
    return new StreamableFile(caseFilePdf(file), { type: PDF, disposition: `attachment; filename="${id}.pdf"` });
  }
}
