import { z } from 'zod';
import { NO_ANSWER, type GatewayAnswer } from '../domain/answers.js';

const text = z.string().min(1).max(200);
const body = z.discriminatedUnion('status', [
  z.object({ status: z.literal('succeeded'), providerReference: text.nullish() }),
  z.object({ status: z.literal('failed'), failure: text.nullish() }),
  z.object({ status: z.literal('pending') }),
  z.object({ status: z.literal('unknown_key') }),
]);

/** Statuses whose sender did not decide anything: the request collided, or came too often. */
const UNDECIDED = [409, 429];

/**
 * What an HTTP answer of the marketplace means. Only a body that says so confirms a failure: a status alone may come
 * from a proxy that never reached the one who pays.
 */
export function answerFrom(status: number, json: unknown): GatewayAnswer {
  if (status === 202) return { kind: 'pending' };
  const parsed = body.safeParse(json);
  if (!parsed.success) return NO_ANSWER;
  const told = parsed.data;
  const refused = status >= 400 && status < 500 && !UNDECIDED.includes(status);
  if (told.status === 'failed') return status === 200 || refused ? { kind: 'failed', failure: told.failure ?? 'unspecified' } : NO_ANSWER;
  if (told.status === 'unknown_key') return status === 404 ? { kind: 'unknown_key' } : NO_ANSWER;
  if (status !== 200) return NO_ANSWER;
  return told.status === 'succeeded' ? { kind: 'succeeded', reference: told.providerReference ?? null } : { kind: 'pending' };
}
