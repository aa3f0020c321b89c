import { Injectable } from '@nestjs/common';
import { pino, type DestinationStream, type Level, type Logger } from 'pino';

/** What may stand in a log line. Bodies, message texts and tokens never do. */
export type LogFields = Readonly<Record<string, unknown>>;

/** A safety net only: nobody should log these, but a library's error object may carry a request. */
const SECRETS = ['authorization', 'cookie', 'token', 'secret', 'password', 'body', 'statement', 'text', 'email'];
const REDACTED = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.headers.${name}`]);

/** One JSON object per line on standard output, with the time, the level and the request's id where there is one. */
@Injectable()
export class Log {
  readonly #pino: Logger;

  constructor(level: Level | 'silent' = 'info', destination?: DestinationStream) {
    const options = {
      level,
      base: null,
      messageKey: 'message',
      errorKey: 'error',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
      serializers: { error: describeError },
      redact: { paths: REDACTED, censor: '[redacted]' },
    };
    this.#pino = destination ? pino(options, destination) : pino(options);
  }

  debug(message: string, fields: LogFields = {}): void {
    this.#pino.debug(fields, message);
  }

  info(message: string, fields: LogFields = {}): void {
    this.#pino.info(fields, message);
  }

  warn(message: string, fields: LogFields = {}): void {
    this.#pino.warn(fields, message);
  }

  error(message: string, fields: LogFields = {}): void {
    this.#pino.error(fields, message);
  }
}

/** PostgreSQL quotes values in its messages and puts the offending row into `detail`; only code and constraint are kept. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, constraint, severity } = error as Error & { code?: unknown; constraint?: unknown; severity?: unknown };
  const told = severity === undefined ? error.message : error.message.replace(/".*"/s, '"..."');
  return { name: error.name, message: told, code, constraint, stack: error.stack?.replace(error.message, told) };
}
