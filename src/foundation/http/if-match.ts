import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { problem } from '../problems/problem.js';
import { documentedBy } from './documented-by.js';

const VERSION = /^(?:W\/)?"(\d{1,15})"$/;
export const IF_MATCH_HEADER = { name: 'If-Match', description: 'the ETag of the dispute that was read, such as "7"' };

/** The version a caller says they have seen; undefined when the header is absent or `*`, which names none. */
export function parseIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = VERSION.exec(header.trim())?.[1];
  if (version === undefined) throw problem('malformed', { says: 'if_match' });
  return Number(version);
}

/** As `parseIfMatch`, where agreeing to something unread must be impossible: `*` is refused like an absent header. */
export function requireIfMatch(header: string | undefined): number {
  const version = parseIfMatch(header);
  if (version === undefined) throw problem('if_match_required');
  return version;
}

const ifMatchOf = (context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];

/** Gives a controller method the version in If-Match, or undefined. */
export const IfMatch = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => parseIfMatch(ifMatchOf(context)),
  [documentedBy(ApiHeader({ ...IF_MATCH_HEADER, required: false }))],
);

/** Gives a controller method the version in If-Match; without it the request is refused with 428. */
export const RequiredIfMatch = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => requireIfMatch(ifMatchOf(context)),
  [documentedBy(ApiHeader({ ...IF_MATCH_HEADER, required: true }))],
);
