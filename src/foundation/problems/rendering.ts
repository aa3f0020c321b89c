import type { Language } from '../identity/caller.js';
import { said, type Fault, type Problem, type ProblemError } from './problem.js';
import { PROBLEM_CODES } from './problem-codes.js';

/** More than these help nobody, and a small bad body must not become a huge answer. */
export const MAX_ERRORS = 20;
const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** What a rendered problem says about the request it answers. */
export interface ProblemContext {
  readonly language: Language;
  readonly instance: string;
  readonly requestId: string;
}

/** A problem as it leaves: RFC 9457 with our `code`, `requestId` and `errors`. */
export interface RenderedProblem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Headers without which a status tells only half. A problem's own headers win. */
const STATUS_HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { 'WWW-Authenticate': 'Bearer' },
  429: { 'Retry-After': '1' },
  503: { 'Retry-After': '2' },
};

/** Writes a problem out for one caller. Titles and details are translated, codes are not. */
export function renderProblem(problem: Problem, context: ProblemContext): RenderedProblem {
  const { status, title } = PROBLEM_CODES[problem.code];
  const own = {
    type: `/docs/problems#${problem.code}`,
    title: title[context.language],
    status,
    detail: problem.detail === undefined ? title[context.language] : said(context.language, problem.detail),
    instance: context.instance,
    code: problem.code,
    requestId: context.requestId,
    ...(problem.errors === undefined ? {} : { errors: problem.errors.slice(0, MAX_ERRORS).map((fault) => told(fault, context.language)) }),
  };
  // What went wrong stands before what may be done about it, and no extra takes the name of a member that every problem has.
  return { status, headers: headersOf(problem, context), body: { ...own, ...problem.extra, ...own } };
}

function told(fault: Fault, language: Language): ProblemError {
  const { pointer, code } = fault;
  return { pointer, code, detail: 'detail' in fault ? fault.detail : said(language, fault) };
}

function headersOf(problem: Problem, { language, requestId }: ProblemContext): Record<string, string> {
  const always = { 'Content-Type': PROBLEM_TYPE, 'Content-Language': language, 'Cache-Control': 'no-store', 'X-Request-Id': requestId };
  return { ...always, ...STATUS_HEADERS[problem.status], ...problem.headers };
}
