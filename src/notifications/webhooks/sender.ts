import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressPolicy } from './addresses.js';
import { checkedLookup, isForbiddenLiteral, TargetRefused, type Resolver } from './target.js';

/** What an endpoint says beyond its status is for its owner to read in the log; more than this is not even received. */
const LONGEST_ANSWER = 64 * 1024;

/** One request to an endpoint. */
export interface Dispatch {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of it. `error` is a code of ours, never a library's text: it is shown to whoever named the URL. */
export interface Reply {
  readonly status: number | null;
  readonly error: string | null;
  readonly answer: string | null;
  readonly retryAfter: string | undefined;
  readonly durationMs: number;
}

export interface SenderOptions {
  readonly isAllowed: AddressPolicy;
  readonly resolver: Resolver;
  readonly timeoutMs: number;
  readonly allowsPlainHttp: boolean;
}

const ERRORS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'name_not_found', EAI_AGAIN: 'name_not_found', ENODATA: 'name_not_found', ECONNREFUSED: 'connection_refused', ECONNRESET: 'connection_reset', EPIPE: 'connection_reset',
  EHOSTUNREACH: 'unreachable', ENETUNREACH: 'unreachable', ETIMEDOUT: 'timed_out', HPE_INVALID_CONSTANT: 'not_http',
};

/** Sends bodies to URLs that strangers named: to allowed addresses only, following nothing, for so long and no longer. */
export class Sender {
  constructor(private readonly options: SenderOptions) {}

  /** Never throws. `stop` ends it early, as when the process ends: then the error is `stopped`. */
  async send(dispatch: Dispatch, stop: AbortSignal): Promise<Reply> {
    const begun = performance.now();
    const patience = AbortSignal.timeout(this.options.timeoutMs);
    const said = await this.exchange(dispatch, AbortSignal.any([stop, patience])).catch((error: unknown) => ({
      status: null, answer: null, retryAfter: undefined, error: stop.aborted ? 'stopped' : patience.aborted ? 'timed_out' : codeOf(error),
    }));
    return { ...said, durationMs: Math.round(performance.now() - begun) };
  }

  private async exchange({ url, headers, body }: Dispatch, signal: AbortSignal): Promise<Omit<Reply, 'durationMs'>> {
    const target = new URL(url);
    const { isAllowed, resolver, allowsPlainHttp } = this.options;
    if (isForbiddenLiteral(target, isAllowed) || (target.protocol !== 'https:' && !allowsPlainHttp)) throw new TargetRefused();
    const { request } = target.protocol === 'https:' ? https : http;
    const sent = request(target, {
      method: 'POST', headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) }, signal, lookup: checkedLookup(resolver, isAllowed),
      // A connection for each: one that is kept open would be to whatever the name stood for then.
      agent: false,
    });
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [http.IncomingMessage];
    const status = response.statusCode ?? 0;
    const answer = await beginningOf(response);
    const isRedirect = status >= 300 && status < 400;
    const error = status >= 200 && status < 300 ? null : isRedirect ? 'redirected' : 'refused';
    return { status, error, answer, retryAfter: response.headers['retry-after'] };
  }
}

/** As much as is received at most; an answer without an end is left there. */
async function beginningOf(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    // Leaving the loop destroys the connection.
    if (length >= LONGEST_ANSWER) break;
  }
  return Buffer.concat(chunks).subarray(0, LONGEST_ANSWER).toString('utf8');
}

function codeOf(error: unknown): string {
  if (error instanceof TargetRefused) return error.message;
  const { code = '' } = error as NodeJS.ErrnoException;
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) return 'tls_failed';
  if (code.startsWith('HPE_')) return 'not_http';
  return ERRORS[code] ?? 'failed';
}
