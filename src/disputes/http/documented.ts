import { applyDecorators } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { DisputeView } from './views/dispute.view.js';

/** Documents a command that answers with the dispute. */
export const Commands = (operationId: string, summary: string, description?: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ operationId, summary, ...(description === undefined ? {} : { description }) }),
    ApiOkResponse({ type: DisputeView, description: 'The dispute as the caller now sees it.', headers: ETAG }),
  );

/** Documents a command that makes something, and answers with the dispute it belongs to. */
export const Makes = (operationId: string, summary: string, description?: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ operationId, summary, ...(description === undefined ? {} : { description }) }),
    ApiCreatedResponse({ type: DisputeView, description: 'The dispute as the caller now sees it.', headers: { ...ETAG, ...LOCATION } }),
  );

/** Documents a command after which there is nothing left to answer with. */
export const Removes = (operationId: string, summary: string): MethodDecorator =>
  applyDecorators(ApiOperation({ operationId, summary }), ApiNoContentResponse({ description: 'It is gone.' }));

export const ETAG = { ETag: { description: 'The dispute’s version, for If-Match.', schema: { type: 'string', example: '"7"' } } } as const;
const LOCATION = { Location: { description: 'Where to find what was made.', schema: { type: 'string' } } } as const;
