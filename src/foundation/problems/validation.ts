import type { ValidationError } from '@nestjs/common';
import { constraintOf, nameOf, rulesOf } from './constraints.js';
import { problem, type Fault, type Problem } from './problem.js';
import { MAX_ERRORS } from './rendering.js';

/** Names come from the caller and may be of any length. */
const LONGEST_POINTER = 200;

/** Turns what class-validator found into one `invalid` problem with a pointer per fault. Its own texts are used nowhere. */
export function validationProblem(found: readonly ValidationError[]): Problem {
  const errors: Fault[] = [];
  collect(found, '', errors);
  return problem('invalid', undefined, { errors });
}

function collect(found: readonly ValidationError[], parent: string, errors: Fault[]): void {
  for (const error of found) {
    if (errors.length >= MAX_ERRORS) return;
    const pointer = `${parent}/${escaped(error.property)}`.slice(0, LONGEST_POINTER);
    errors.push(...faultsOf(error, pointer));
    collect(error.children ?? [], pointer, errors);
  }
}

function faultsOf(error: ValidationError, pointer: string): Fault[] {
  const broken = Object.keys(error.constraints ?? {});
  if (broken.length === 0) return [];
  // A field that is not there breaks every rule about it; saying that it is missing is enough.
  if ('value' in error && error.value === undefined) return [{ pointer, code: 'required' }];
  if (broken.includes('whitelistValidation')) return [{ pointer, code: 'unknown_field' }];
  const rules = rulesOf(error.target).filter(({ propertyName }) => propertyName === error.property);
  return broken.map((name) => ({ pointer, ...constraintOf(name, rules.find((rule) => nameOf(rule) === name)) }));
}

/** Escapes a member name for a JSON pointer (RFC 6901). */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
