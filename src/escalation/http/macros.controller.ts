import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FromStarter, type Sender } from '../../disputes/index.js';
import { type Answer, idIn, pageOf, parseLimit } from '../../foundation/http/index.js';
import { Access, CurrentCaller, type Caller } from '../../foundation/identity/index.js';
import { MacrosService } from '../macros.service.js';
import { MacrosQuery } from './macros.query.js';
import { MacroBody } from './papers.body.js';
import { MacroPageView, MacroPreviewView, MacroView, macroView } from './papers.view.js';

const writtenIn = ({ title, language, reason, text }: MacroBody) => ({ title, language, reason: reason ?? null, text });

/** Texts to begin a ruling or a message from. */
@ApiTags('desk')
@Access('staff')
@Controller('v1')
export class MacrosController {
  constructor(private readonly macros: MacrosService) {}

  @Get('macros')
  @ApiOperation({ operationId: 'listMacros', summary: 'Texts to begin from, newest first' })
  @ApiOkResponse({ type: MacroPageView })
  async list(@Query() { language, reason, cursor, limit }: MacrosQuery): Promise<MacroPageView> {
    const filter = { language: language ?? null, reason: reason ?? null };
    const [filterKey, size] = [JSON.stringify(['macros', filter]), parseLimit(limit)];
    const rows = await this.macros.list(filter, idIn(filterKey, cursor), size);
    return pageOf(rows, size, { filterKey, positionOf: ({ id }) => [id], viewOf: macroView });
  }

  @Post('macros')
  @Access('lead')
  @ApiOperation({ operationId: 'writeMacro', summary: 'Write a text to begin from', description: 'A variable that no case has is refused.' })
  @ApiCreatedResponse({ type: MacroView })
  write(@Body() body: MacroBody, @FromStarter() sender: Sender): Promise<Answer> {
    return this.macros.write(writtenIn(body), sender, macroView);
  }

  @Get('macros/:macroId')
  @ApiOperation({ operationId: 'getMacro', summary: 'A text to begin from' })
  @ApiOkResponse({ type: MacroView })
  async get(@Param('macroId') id: string): Promise<MacroView> {
    return macroView(await this.macros.get(id));
  }

  @Put('macros/:macroId')
  @Access('lead')
  @ApiOperation({ operationId: 'replaceMacro', summary: 'Write a text anew' })
  @ApiOkResponse({ type: MacroView })
  async replace(@Param('macroId') id: string, @Body() body: MacroBody, @CurrentCaller() caller: Caller): Promise<MacroView> {
    return macroView(await this.macros.replace(id, writtenIn(body), caller));
  }

  @Delete('macros/:macroId')
  @Access('lead')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeMacro', summary: 'Take a text away' })
  @ApiNoContentResponse({ description: 'It is gone.' })
  remove(@Param('macroId') id: string): Promise<void> {
    return this.macros.remove(id);
  }

  @Post('disputes/:disputeId/macros/:macroId/preview')
  @HttpCode(200)
  @ApiOperation({ operationId: 'previewMacro', summary: 'A text with this case’s own words in it', description: 'Nothing is kept.' })
  @ApiOkResponse({ type: MacroPreviewView })
  preview(@Param('disputeId') id: string, @Param('macroId') macroId: string, @CurrentCaller() caller: Caller): Promise<MacroPreviewView> {
    return this.macros.preview(id, macroId, caller);
  }
}
