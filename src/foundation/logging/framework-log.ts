import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** Lets the framework speak through our log. What it says about its own start is of interest to debuggers only. */
export class FrameworkLog implements LoggerService {
  constructor(private readonly sink: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.sink.debug(String(message), { source: rest.at(-1) });
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.log(message, ...rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.log(message, ...rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.sink.warn(String(message), { source: rest.at(-1) });
  }

  error(message: unknown, ...rest: unknown[]): void {
    const error = message instanceof Error ? message : undefined;
    this.sink.error(error === undefined ? String(message) : 'the framework met an error', { error, source: rest.at(-1) });
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }
}
