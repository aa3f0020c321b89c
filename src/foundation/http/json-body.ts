import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problem } from '../problems/problem.js';
import { guardJson } from './json-guard.js';
import { registerMailParser } from './mail-body.js';

/** No command needs more: texts are limited to thousands of characters and files never pass through here. */
export const BODY_LIMIT_BYTES = 256 * 1024;

/** What mail programs and plain buttons send. Only that it came is of interest. */
const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data'];
const FORM_LIMIT_BYTES = 4 * 1024;

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it was sent, for whoever must recognise the same request again. */
    bodyBytes?: Buffer;
  }
  interface FastifyContextConfig {
    /** Whether a route lets itself be sent a form, which it does not read. */
    takesForm?: boolean;
  }
}

/**
 * Makes JSON the only body that is read, guarded before anything validates it. To be called before the routes are
 * made, on an application created with `bodyParser: false` (Nest would add parsers of its own).
 */
export function registerJsonParser(fastify: FastifyInstance): void {
  fastify.decorateRequest('bodyBytes', undefined);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES }, (request, bytes, done) => {
    try {
      done(null, readJson(request, bytes));
    } catch (refusal) {
      done(refusal as Error);
    }
  });
  for (const type of FORMS) {
    fastify.addContentTypeParser<Buffer>(type, { parseAs: 'buffer', bodyLimit: FORM_LIMIT_BYTES }, (request, _bytes, done) => {
      if (request.routeOptions.config.takesForm === true) done(null, {});
      else done(problem('unsupported_media_type'));
    });
  }
  registerMailParser(fastify);
  fastify.addHook('preValidation', (request, _reply, done) => {
    // An absent body equals {}: validation then says which fields are missing.
    if (request.body === undefined && METHODS_WITH_BODY.has(request.method)) request.body = {};
    done();
  });
}

function readJson(request: FastifyRequest, bytes: Buffer): unknown {
  refuseOtherCharsets(request.headers['content-type']);
  request.bodyBytes = bytes;
  if (bytes.length === 0) return {};
  const body = parseJson(bytes);
  guardJson(body);
  return body;
}

/** Text in one of our own guards' terms: JSON from bytes, or 400. */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw problem('malformed', { says: 'body_encoding' });
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw problem('malformed', { says: 'body_json' });
  }
}

function refuseOtherCharsets(contentType: string | undefined): void {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1];
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8') {
    throw problem('unsupported_media_type', { says: 'body_charset' });
  }
}
