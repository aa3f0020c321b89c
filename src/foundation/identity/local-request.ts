import type { FastifyRequest } from 'fastify';

const LOOPBACK = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/i;
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Whether a request comes from this machine and was not passed on. The socket's own address counts, since headers can
 * say anything; the Host is checked because a web page can make a browser ask 127.0.0.1 under a name of its own.
 */
export function isLocalRequest(request: Pick<FastifyRequest, 'headers'> & { socket: { remoteAddress?: string } }): boolean {
  if (!LOOPBACK.test(request.socket.remoteAddress ?? '')) return false;
  if (!LOCAL_HOST.test(request.headers.host ?? '')) return false;
  return PROXY_HEADERS.every((name) => request.headers[name] === undefined);
}
