import { PROBLEM_CODES, type ProblemCode } from './problem-codes.js';

export type { ProblemCode } from './problem-codes.js';

/** One thing wrong with a request: where (a JSON pointer into the body), and what. */
export interface ProblemError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** What a problem may carry beyond its code. `extra` becomes members of the answer, such as `availableActions`. */
export interface ProblemParts {
  readonly errors?: readonly ProblemError[];
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that was foreseen. Everything thrown that is not one of these is our own fault and answers 500. */
export class Problem extends Error {
  readonly status: number;
  readonly errors?: readonly ProblemError[];
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;

  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    parts: ProblemParts = {},
  ) {
    super(detail ?? PROBLEM_CODES[code].title.en);
    this.name = 'Problem';
    this.status = PROBLEM_CODES[code].status;
    this.errors = parts.errors;
    this.extra = parts.extra;
    this.headers = parts.headers;
  }
}

/** Makes a problem to throw: `throw problem('window_closed')`. */
export function problem(code: ProblemCode, detail?: string, parts?: ProblemParts): Problem {
  return new Problem(code, detail, parts);
}
