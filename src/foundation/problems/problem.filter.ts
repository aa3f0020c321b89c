import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../http/language.js';
import type { Log } from '../logging/log.js';
import type { AllowedMethods } from './allowed-methods.js';
import { Problem, problem } from './problem.js';
import { asProblem } from './recognise.js';
import { renderProblem } from './rendering.js';

/** Every error of every kind leaves through here, as RFC 9457. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    readonly allowed: AllowedMethods,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Sends the problem that was thrown, unless an answer has already begun. */
  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    // A sender that hung up halfway is no failure of ours, though the error looks like a lost connection.
    const found = request.raw.errored ? problem('malformed') : this.withMethods(asProblem(thrown), request, reply);
    // A 503 that somebody threw on purpose has been told where it was found.
    if (found.status >= 500 && !(thrown instanceof Problem)) this.log.error('a request failed', { requestId: request.id, code: found.code, error: thrown });
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const context = { language: languageOf(request), instance: pathOf(request), requestId: String(request.id) };
    const { status, headers, body } = renderProblem(found, context);
    void reply.status(status).headers(headers).send(JSON.stringify(body));
  }

  /** A path without a route may still be known with another method. */
  private withMethods(found: Problem, request: FastifyRequest, reply: FastifyReply): Problem {
    const hasRoute = reply.request?.routeOptions?.url !== undefined;
    if (found.code !== 'not_found' || hasRoute) return found;
    const methods = this.allowed.of(pathOf(request));
    return methods.length === 0 ? found : problem('method_not_allowed', undefined, { headers: { Allow: methods.join(', ') } });
  }
}

/** Without the query, which may hold what no log and no answer should repeat. */
function pathOf(request: FastifyRequest): string {
  return (request.url.split('?', 1)[0] ?? '/').slice(0, 500);
}
