import { Injectable, StreamableFile, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { catchError, map, throwError, type Observable } from 'rxjs';
import { Config } from '../foundation/config/config.js';
import { Answer, languageOf } from '../foundation/http/index.js';
import { Problem, problem } from '../foundation/problems/problem.js';
import { judgesBlindly, withPseudonyms } from './pseudonyms.js';

/** What cannot be told without names: hashed texts that hold them, and events that are sent on as they come. */
const NAMES_PARTIES = /\/audit$|^\/v1\/events\/stream$/;

/**
 * Where the house hides the parties, arbitrators get every answer with pseudonyms, a refusal as well: here, for all routes
 * at once, so that no view can forget it.
 */
@Injectable()
export class PseudonymInterceptor implements NestInterceptor {
  constructor(private readonly config: Config) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!this.config.desk.hidesParties) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { caller } = request;
    if (caller === undefined || !judgesBlindly(caller)) return next.handle();
    if (NAMES_PARTIES.test(request.routeOptions.url ?? '')) throw problem('forbidden', { says: 'names_parties' });
    const { disputeId = '' } = request.params as { disputeId?: string };
    const tell: Telling = (value) => withPseudonyms(value, caller, languageOf(request), disputeId);
    return next.handle().pipe(
      map((result: unknown) => hidden(result, tell)),
      catchError((thrown: unknown) => throwError(() => refusal(thrown, tell))),
    );
  }
}

type Telling = (value: unknown) => unknown;

function hidden(result: unknown, tell: Telling): unknown {
  if (!Answer.isAnswer(result)) return body(result, tell);
  const { status, etag, location, replayed, headers } = result;
  return new Answer(status, body(result.body, tell), { etag, location, replayed, headers });
}

/** What was refused may tell what has happened since, and who did it. */
function refusal(thrown: unknown, tell: Telling): unknown {
  if (!(thrown instanceof Problem) || thrown.extra === undefined) return thrown;
  const { code, detail, errors, extra, headers } = thrown;
  return problem(code, detail, { ...(errors && { errors }), ...(headers && { headers }), extra: tell(extra) as Record<string, unknown> });
}

/** A string is JSON that was kept under a key, or a drawing. A file is made of words that name nobody (case-file.service.ts). */
function body(value: unknown, tell: Telling): unknown {
  if (Buffer.isBuffer(value) || value instanceof StreamableFile) return value;
  if (typeof value !== 'string') return tell(value);
  return value.startsWith('{') ? JSON.stringify(tell(JSON.parse(value))) : value;
}
