import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FromReader, type Sender } from '../../disputes/index.js';
import { Access } from '../../foundation/identity/index.js';
import { PromisesService } from '../promises.service.js';
import { PromiseListView, promiseView } from './promises.view.js';

/** What the platform promises about itself. */
@ApiTags('desk')
@Access('authenticated')
@Controller('v1/disputes/:disputeId/promises')
export class PromisesController {
  constructor(private readonly promises: PromisesService) {}

  @Get()
  @ApiOperation({
    operationId: 'listPromises', summary: 'How soon the platform said it would act, and how that was computed',
    description: 'In opening hours of the desk. A missed promise decides nothing: the deadlines of the dispute do.',
  })
  @ApiOkResponse({ type: PromiseListView })
  async list(@Param('disputeId') id: string, @FromReader() { caller, language }: Sender): Promise<PromiseListView> {
    return { data: (await this.promises.of(id, caller)).map((promise) => promiseView(promise, language)) };
  }
}
