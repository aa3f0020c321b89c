import { applyDecorators, createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, getSchemaPath } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answer } from '../../foundation/http/index.js';
import { csvOf } from '../csv.js';

const CSV = 'text/csv';

/** Whether the caller would rather have CSV; JSON is what there is unless it is asked for. */
export const WantsCsv = createParamDecorator((_data: unknown, context: ExecutionContext): boolean => {
  const { headers, query } = context.switchToHttp().getRequest<FastifyRequest>();
  const { format } = query as { format?: unknown };
  const [first = ''] = (headers.accept ?? '').split(',');
  return format === undefined ? first.trim().toLowerCase().startsWith(CSV) : format === 'csv';
});

/** Documents a report that comes as JSON or as CSV. */
export const Reports = (operationId: string, summary: string, view: Type, description?: string): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(view),
    ApiOperation({ operationId, summary, ...(description === undefined ? {} : { description }) }),
    ApiOkResponse({
      description: 'The numbers. As CSV: the rows of `data`, with nested values in columns of their own; where there are more rows, `Link` says where (rel="next").',
      content: { 'application/json': { schema: { $ref: getSchemaPath(view) } }, [CSV]: { schema: { type: 'string' } } },
    }),
  );

/** A report in the form that was asked for. A table has no room to say that there is more: `next` is where, and goes beside it. */
export function reportAnswer(report: { readonly data: readonly object[] }, columns: readonly string[], wantsCsv: boolean, next?: string): Answer {
  if (!wantsCsv) return new Answer(200, report);
  // A string would be sent as JSON that was kept.
  const body = Buffer.from(csvOf(report.data, columns));
  const link: Record<string, string> = next === undefined ? {} : { Link: `<${next}>; rel="next"` };
  return new Answer(200, body, { headers: { 'Content-Type': `${CSV}; charset=utf-8`, 'Content-Disposition': 'attachment; filename="report.csv"', ...link } });
}

/** The columns of a rate. */
export const rate = (name: string): string[] => ['of', 'value', 'low', 'high'].map((part) => `${name}.${part}`);
