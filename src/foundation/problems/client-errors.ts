import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { newRequestId, requestIdOf } from '../http/request-id.js';
import { problem, type ProblemCode } from './problem.js';
import { renderProblem, type RenderedProblem } from './rendering.js';

const BY_NODE_CODE: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** Answers what Node refuses before it is a request at all: too large a head, too slow, or no HTTP. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(clientErrorText(error.code ?? ''));
}

/** Answers an `Expect` that is not `100-continue`; Node would send an empty 417. */
export function answerExpectation(request: IncomingMessage, response: ServerResponse): void {
  const { status, headers, body } = rendered('expectation_failed', requestIdOf(request));
  response.writeHead(status, { ...headers, Connection: 'close' }).end(JSON.stringify(body));
}

/** The whole answer, head and body, as it goes over the wire. */
export function clientErrorText(nodeCode: string): string {
  const { status, headers, body } = rendered(BY_NODE_CODE[nodeCode] ?? 'malformed', newRequestId());
  const text = JSON.stringify(body);
  const head = { ...headers, 'Content-Length': String(Buffer.byteLength(text)), Connection: 'close' };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', text].join('\r\n');
}

function rendered(code: ProblemCode, requestId: string): RenderedProblem {
  return renderProblem(problem(code), { language: 'en', instance: '/', requestId });
}
