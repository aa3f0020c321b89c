import type { Language } from '../identity/caller.js';
import { PROBLEM_CODES, type ProblemCode } from './problem-codes.js';
import { explain, type FaultCode, type TextKey, type Values } from './words/words.js';

export type { ProblemCode } from './problem-codes.js';
export type { FaultCode, Values } from './words/words.js';

/** One thing wrong with a request as it leaves: where (a JSON pointer into the body), and what. */
export interface ProblemError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** What is to be said, before anybody knows in which language: a text by its key, or by the code of a fault. */
export type Saying = ({ readonly says: TextKey } | { readonly code: FaultCode; readonly says?: never }) & { readonly values?: Values };

/** One thing wrong with a request: where, and what. What says `detail` is in its reader's language already. */
export type Fault = { readonly pointer: string; readonly code: string } & (Saying | { readonly detail: string });

/** What a problem may carry beyond its code. `extra` becomes members of the answer, such as `availableActions`. */
export interface ProblemParts {
  readonly errors?: readonly Fault[];
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that was foreseen. Everything thrown that is not one of these is our own fault and answers 500. */
export class Problem extends Error {
  readonly status: number;
  readonly errors?: readonly Fault[];
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;

  constructor(
    readonly code: ProblemCode,
    readonly detail?: Saying,
    parts: ProblemParts = {},
  ) {
    super(detail === undefined ? PROBLEM_CODES[code].title.en : said('en', detail));
    this.name = 'Problem';
    this.status = PROBLEM_CODES[code].status;
    this.errors = parts.errors;
    this.extra = parts.extra;
    this.headers = parts.headers;
  }
}

/** What is said, in the reader's language. */
export function said(language: Language, saying: Saying): string {
  return explain(language, saying.says ?? saying.code, saying.values);
}

/** Makes a problem to throw: `throw problem('window_closed')`. */
export function problem(code: ProblemCode, detail?: Saying, parts?: ProblemParts): Problem {
  return new Problem(code, detail, parts);
}
