import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FromReader, FromStarter, type Sender } from '../../disputes/index.js';
import { type Answer, idIn, pageOf, PageQuery, parseLimit } from '../../foundation/http/index.js';
import { Access, CurrentCaller, type Caller } from '../../foundation/identity/index.js';
import { NotesService } from '../notes.service.js';
import { WriteNoteBody } from './papers.body.js';
import { NotePageView, NoteView, noteView } from './papers.view.js';

/** What staff tell each other about a case. */
@ApiTags('desk')
@Access('staff')
@Controller('v1/disputes/:disputeId/notes')
export class NotesController {
  constructor(private readonly notes: NotesService) {}

  @Post()
  @ApiOperation({ operationId: 'writeNote', summary: 'Write a note for colleagues', description: 'Neither party ever sees it, nor that there is one.' })
  @ApiCreatedResponse({ type: NoteView })
  write(@Param('disputeId') id: string, @Body() { text }: WriteNoteBody, @FromStarter() sender: Sender): Promise<Answer> {
    return this.notes.write(id, text, sender, noteView);
  }

  @Get()
  @ApiOperation({ operationId: 'listNotes', summary: 'What colleagues noted, newest first' })
  @ApiOkResponse({ type: NotePageView })
  async list(@Param('disputeId') id: string, @Query() { cursor, limit }: PageQuery, @FromReader() { caller }: Sender): Promise<NotePageView> {
    const [filterKey, size] = [`notes ${id}`, parseLimit(limit)];
    const rows = await this.notes.list(id, caller, idIn(filterKey, cursor), size);
    return pageOf(rows, size, { filterKey, positionOf: (note) => [note.id], viewOf: noteView });
  }

  @Delete(':noteId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'eraseNote', summary: 'Erase what a note says', description: 'One’s own; a lead any. That there was a note stays.' })
  @ApiNoContentResponse({ description: 'It says nothing any more.' })
  erase(@Param('disputeId') id: string, @Param('noteId') noteId: string, @CurrentCaller() caller: Caller): Promise<void> {
    return this.notes.erase(id, noteId, caller);
  }
}
