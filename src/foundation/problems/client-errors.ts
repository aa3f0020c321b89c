import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { newRequestId } from '../http/request-id.js';
import { problem, type ProblemCode } from './problem.js';
import { PROBLEM_TYPE, renderProblem } from './rendering.js';

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

/** The whole answer, head and body, as it goes over the wire. */
export function clientErrorText(nodeCode: string): string {
  const code = BY_NODE_CODE[nodeCode] ?? 'malformed';
  const requestId = newRequestId();
  const { status, headers, body } = renderProblem(problem(code), { language: 'en', instance: '/', requestId });
  const text = JSON.stringify(body);
  const head = { ...headers, 'Content-Type': PROBLEM_TYPE, 'Content-Length': String(Buffer.byteLength(text)), 'X-Request-Id': requestId, Connection: 'close' };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', text].join('\r\n');
}
