import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Answer } from './answer.js';

/** Turns a returned `Answer` into status, headers and body; everything else passes untouched. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((result: unknown) => {
        if (!Answer.isAnswer(result)) return result;
        return sendAnswer(result, context.switchToHttp().getResponse<FastifyReply>());
      }),
    );
  }
}

/** Writes the head of an answer to the reply and gives back the body that is left to send. */
export function sendAnswer(answer: Answer, reply: FastifyReply): unknown {
  reply.status(answer.status);
  if (answer.etag !== undefined) reply.header('ETag', `"${answer.etag}"`);
  if (answer.location !== undefined) reply.header('Location', answer.location);
  if (answer.replayed === true) reply.header('Idempotency-Replayed', 'true');
  for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value);
  if (answer.body === null || answer.body === undefined) return undefined;
  if (typeof answer.body === 'string') reply.type('application/json; charset=utf-8');
  return answer.body;
}
