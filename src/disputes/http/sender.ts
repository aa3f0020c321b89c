import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { documentedBy, IF_MATCH_HEADER, LANGUAGE_HEADER, languageOf, parseIfMatch, requireIfMatch } from '../../foundation/http/index.js';
import { idempotencyRequestOf, KEY_HEADER, type IdempotencyRequest } from '../../foundation/idempotency/index.js';
import { callerOf, type Caller, type Language } from '../../foundation/identity/index.js';

/** Who sends a request, and on what conditions. */
export interface Sender {
  readonly caller: Caller;
  readonly language: Language;
  readonly requestId: string;
  readonly ifMatch?: number | undefined;
  readonly idempotency?: IdempotencyRequest | undefined;
}

type Conditions = (request: FastifyRequest) => Pick<Sender, 'ifMatch' | 'idempotency'>;

const KEY_MAY_BE_GIVEN = { ...KEY_HEADER, required: false };
const VERSION_MAY_BE_GIVEN = { ...IF_MATCH_HEADER, required: false };

function senderOf(conditions: Conditions, headers: readonly Parameters<typeof ApiHeader>[0][]): () => ParameterDecorator {
  const read = (_data: unknown, context: ExecutionContext): Sender => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return { caller: callerOf(request), language: languageOf(request), requestId: request.id, ...conditions(request) };
  };
  return createParamDecorator(read, [LANGUAGE_HEADER, ...headers].map((header) => documentedBy(ApiHeader(header))));
}

const seen = ({ headers }: FastifyRequest): number | undefined => parseIfMatch(headers['if-match']);

/** Gives a GET its sender: whoever reads. */
export const FromReader = senderOf(() => ({}), []);

/** Gives a POST its sender. The key is required, the version honoured. */
export const From = senderOf(
  (request) => ({ ifMatch: seen(request), idempotency: idempotencyRequestOf(request) }),
  [KEY_HEADER, VERSION_MAY_BE_GIVEN],
);

/** Gives a POST that begins something its sender: there is no version yet. */
export const FromStarter = senderOf((request) => ({ idempotency: idempotencyRequestOf(request) }), [KEY_HEADER]);

/** Gives a POST its sender who must have seen what they agree to: the version is required too. */
export const FromWhoHasSeen = senderOf(
  (request) => ({ idempotency: idempotencyRequestOf(request), ifMatch: requireIfMatch(request.headers['if-match']) }),
  [KEY_HEADER, { ...IF_MATCH_HEADER, required: true }],
);

/** Gives a PATCH or DELETE its sender. It is harmless to repeat, so a key is honoured but not asked for. */
export const FromEditor = senderOf((request) => {
  const keyed = request.headers['idempotency-key'] !== undefined;
  return { ifMatch: seen(request), ...(keyed ? { idempotency: idempotencyRequestOf(request) } : {}) };
}, [KEY_MAY_BE_GIVEN, VERSION_MAY_BE_GIVEN]);
