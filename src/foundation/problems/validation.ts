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
  for (const { property, constraints, children } of found) {
    if (errors.length >= MAX_ERRORS) return;
    const pointer = `${parent}/${escaped(property)}`.slice(0, LONGEST_TEXT);
    for (const [name, message] of Object.entries(constraints ?? {})) errors.push(faultAt(pointer, name, message));
    collect(children ?? [], pointer, errors);
  }
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
