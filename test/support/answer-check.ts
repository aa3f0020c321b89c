import { appendFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ANY_PROBLEM, CONTRACT, documented, faultsIn, type Operation } from './contract.js';

const PROBLEM = 'application/problem+json';
const MOST_TOLD = 20;

interface Answered {
  readonly request: Pick<FastifyRequest, 'method' | 'url' | 'body'>;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly payload: unknown;
}

const typeOf = ({ 'content-type': type }: Answered['headers']): string => (typeof type === 'string' ? (type.split(';', 1)[0] ?? '') : '');
const isJson = (type: string): boolean => type.endsWith('json');
const isEmpty = (payload: unknown): boolean => payload === undefined || payload === null || payload === '';

/** Compares every answer of a running application with openapi.yaml, and remembers what it saw. */
export class AnswerCheck {
  /** How often each operation answered with each status: `openDispute 409`. */
  readonly seen = new Map<string, number>();
  readonly #failures = new Map<string, number>();

  /** To be called before the application makes its routes. */
  listenTo(fastify: FastifyInstance): void {
    fastify.addHook('onSend', (request, reply, payload, done) => {
      this.look(request, reply, payload);
      done(null, payload);
    });
  }

  /** Throws what did not agree, and begins anew. */
  settle(): void {
    const told = [...this.#failures].slice(0, MOST_TOLD).map(([failure, times]) => `  ${failure}${times > 1 ? ` (${times} times)` : ''}`);
    this.#failures.clear();
    if (told.length > 0) throw new Error(`answers that openapi.yaml does not allow:\n${told.join('\n')}`);
  }

  /** Adds what was seen to the run's count, which global-teardown.mjs tells. */
  tell(): void {
    const file = process.env.PARLEY_TEST_ANSWERS;
    if (file !== undefined) appendFileSync(file, [...this.seen].map(([answer, times]) => `${answer} ${times}\n`).join(''));
  }

  private look(request: FastifyRequest, reply: FastifyReply, payload: unknown): void {
    // A HEAD is its GET without the body; it promises nothing of its own.
    if (request.method === 'HEAD') return;
    const answered = { request, status: reply.statusCode, headers: reply.getHeaders(), payload };
    const path = (request.routeOptions.url ?? '').replace(/:(\w+)/g, '{$1}');
    const operation = CONTRACT.paths[path]?.[request.method.toLowerCase()];
    for (const fault of operation === undefined ? unowned(answered) : this.faultsOf(operation, answered)) {
      const failure = `${request.method} ${path || request.url} -> ${answered.status}: ${fault}`;
      this.#failures.set(failure, (this.#failures.get(failure) ?? 0) + 1);
    }
  }

  private faultsOf(operation: Operation, answered: Answered): string[] {
    const key = `${operation.operationId} ${answered.status}`;
    this.seen.set(key, (this.seen.get(key) ?? 0) + 1);
    const response = documented(operation, answered.status);
    if (response === undefined) return [`the status is not documented ${bodyText(answered)}`];
    const { headers, content } = response;
    const missing = answered.status < 400 ? Object.keys(headers ?? {}).filter((name) => answered.headers[name.toLowerCase()] === undefined) : [];
    return [...missing.map((name) => `the header ${name} is missing`), ...bodyFaults(content, answered), ...requestFaults(operation, answered)];
  }
}

const bodyText = ({ payload }: Answered): string => (typeof payload === 'string' ? payload.slice(0, 500) : '');

function bodyFaults(content: Record<string, { schema?: object; examples?: Record<string, unknown> }> | undefined, answered: Answered): string[] {
  const { payload, headers } = answered;
  if (content === undefined) return isEmpty(payload) ? [] : [`a body where none is documented: ${bodyText(answered)}`];
  const type = typeOf(headers);
  const media = content[type];
  if (media === undefined) return [`${type || 'no type'} is not documented`];
  if (!isJson(type)) return [];
  const body: unknown = JSON.parse(String(payload));
  return [...faultsIn(body, media), ...(type === PROBLEM ? codeFaults(body, media.examples) : [])];
}

const { examples: FAULT_CODES } = (CONTRACT.components.schemas['ProblemError'] as { properties: { code: { examples: string[] } } }).properties.code;

/** Each code an operation can refuse with is one of its examples, and each fault's code is one of all faults'. */
function codeFaults(body: unknown, examples: Record<string, unknown> = {}): string[] {
  const { code, errors = [] } = body as { code: string; errors?: { code: string }[] };
  const strange = errors.filter((fault) => !FAULT_CODES.includes(fault.code)).map((fault) => `the fault ${fault.code} is not documented`);
  return code in examples ? strange : [...strange, `the code ${code} is not documented`];
}

/** What was taken must have been allowed. */
function requestFaults({ requestBody }: Operation, { request: { body }, status }: Answered): string[] {
  const media = requestBody?.content['application/json'];
  if (media === undefined || status >= 300) return [];
  return faultsIn(body ?? {}, media).map((fault) => `took a request that is not documented: ${fault}`);
}

/** Pages beside the API answer as they like, but whatever is refused is refused as a problem. */
function unowned(answered: Answered): string[] {
  if (answered.status < 400) return [];
  const type = typeOf(answered.headers);
  return type === PROBLEM ? faultsIn(JSON.parse(String(answered.payload)), ANY_PROBLEM) : [`an error as ${type || 'nothing'}`];
}
