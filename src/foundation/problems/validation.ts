import type { ValidationError } from '@nestjs/common';
import { problem, type Problem, type ProblemError } from './problem.js';
import { MAX_ERRORS } from './rendering.js';

/** Names and values in messages come from the caller and may be of any length. */
const LONGEST_TEXT = 200;

/** Turns what class-validator found into one `invalid` problem with a pointer per fault. */
export function validationProblem(found: readonly ValidationError[]): Problem {
  const errors: ProblemError[] = [];
  collect(found, '', errors);
  return problem('invalid', undefined, { errors });
}

function collect(found: readonly ValidationError[], parent: string, errors: ProblemError[]): void {
  for (const error of found) {
    const { property, constraints = {}, children = [] } = error;
    if (errors.length >= MAX_ERRORS) return;
    const pointer = `${parent}/${escaped(property)}`.slice(0, LONGEST_TEXT);
    // A field that is not there breaks every rule about it; saying that it is missing is enough.
    const missing = 'value' in error && error.value === undefined && Object.keys(constraints).length > 0;
    const faults = missing ? [missingAt(pointer)] : Object.entries(constraints).map(([name, message]) => faultAt(pointer, name, message));
    errors.push(...faults);
    collect(children, pointer, errors);
  }
}

function missingAt(pointer: string): ProblemError {
  return { pointer, code: 'required', detail: 'This field is required.' };
}

function faultAt(pointer: string, constraint: string, message: string): ProblemError {
  if (constraint === 'whitelistValidation') return { pointer, code: 'unknown_field', detail: 'This field is not known here.' };
  return { pointer, code: snakeCase(constraint), detail: message.slice(0, LONGEST_TEXT) };
}

/** Escapes a member name for a JSON pointer (RFC 6901). */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? '' : '_'}${letter.toLowerCase()}`);
}
