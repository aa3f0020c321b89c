import { IntlMessageFormat } from 'intl-messageformat';
import type { ProblemError } from '../foundation/problems/problem.js';
import { MACRO_VARIABLES, type MacroValues } from './domain/macro-variables.js';

/** A piece of a parsed message, as far as variables go. Literals and `#` name none. */
interface Piece {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Piece[] }>>;
}

/** The parser's numbers for what is no variable: a literal and `#`. */
const NAMELESS: readonly number[] = [0, 7];

const parsed = (text: string, language: string): IntlMessageFormat => new IntlMessageFormat(text, language, undefined, { ignoreTag: true });

function namesIn(pieces: readonly Piece[]): string[] {
  return pieces.flatMap(({ type, value, options = {} }) => [
    ...(NAMELESS.includes(type) || value === undefined ? [] : [value]),
    ...Object.values(options).flatMap((option) => namesIn(option.value)),
  ]);
}

/** What is wrong with a template: no message, or a variable that no case has. Empty where nothing is. */
export function templateFaults(text: string, language: string): ProblemError[] {
  const fault = (code: string, detail: string): ProblemError => ({ pointer: '/text', code, detail });
  let pieces: readonly Piece[];
  try {
    pieces = parsed(text, language).getAst();
  } catch {
    return [fault('malformed_template', 'It is no ICU message: look for a brace without its counterpart, or a plural without "other".')];
  }
  const known: readonly string[] = MACRO_VARIABLES;
  const unknown = [...new Set(namesIn(pieces))].filter((name) => !known.includes(name));
  return unknown.map((name) => fault('unknown_variable', `No case has {${name.slice(0, 60)}}. There are: ${known.join(', ')}.`));
}

/** The template with a case's own words in it. A number format that words do not suit shows them as they are. */
export function filledIn(text: string, language: string, values: MacroValues): string {
  return String(parsed(text, language).format({ ...values }));
}
