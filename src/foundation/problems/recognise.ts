import { HttpException } from '@nestjs/common';
import { isUnavailable } from '../database/errors.js';
import { Problem, problem, type ProblemCode, type Saying } from './problem.js';

/** The statuses that Fastify, Nest and Node answer by themselves, in our words. */
const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  408: 'request_timeout',
  413: 'body_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  417: 'expectation_failed',
  422: 'invalid',
  429: 'too_many_requests',
  431: 'headers_too_large',
  503: 'unavailable',
};

/** Fastify's own reasons, where its status alone says too little. Its messages may quote the request, so they stay inside. */
const BY_FASTIFY_CODE: Readonly<Record<string, Saying>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: { says: 'body_json' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { says: 'body_empty' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { says: 'body_length' },
  FST_ERR_BAD_URL: { says: 'address_invalid' },
};

/** What anything thrown means for the caller. Whatever nobody foresaw is `internal` and tells nothing. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (isUnavailable(thrown)) return problem('unavailable');
  const code = BY_STATUS[statusOf(thrown)];
  return code === undefined ? problem('internal') : problem(code, BY_FASTIFY_CODE[fastifyCodeOf(thrown)]);
}

function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (!(thrown instanceof Error) || !fastifyCodeOf(thrown).startsWith('FST_')) return 500;
  return Number((thrown as Error & { statusCode?: number }).statusCode ?? 500);
}

function fastifyCodeOf(thrown: unknown): string {
  const source: unknown = thrown instanceof HttpException ? thrown.cause : thrown;
  return source instanceof Error && 'code' in source ? String(source.code) : '';
}
