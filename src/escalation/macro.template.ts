import { IntlMessageFormat } from 'intl-messageformat';
import type { Fault, FaultCode, Values } from '../foundation/problems/problem.js';
import { MACRO_VARIABLES, NUMERIC_VARIABLES, type MacroValues } from './domain/macro-variables.js';

/** A piece of a parsed message, as far as variables go. Literals and `#` name none. */
interface Piece {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Piece[] }>>;
}

/** The parser's numbers for what is no variable: a literal and `#`. */
const NAMELESS: readonly number[] = [0, 7];
/** Its numbers for what is written as a date or a time, and for what is written or chosen as a number. */
const MOMENTS: readonly number[] = [3, 4];
const NUMBERS: readonly number[] = [2, 6];

/** As many as an answer names. */
const MOST_FAULTS = 20;

const parsed = (text: string, language: string): IntlMessageFormat => new IntlMessageFormat(text, language, undefined, { ignoreTag: true });

/** All pieces, those inside of others included. */
const allOf = (pieces: readonly Piece[]): Piece[] =>
  pieces.flatMap((piece) => [piece, ...Object.values(piece.options ?? {}).flatMap(({ value }) => allOf(value))]);

const isVariable = ({ type, value }: Piece): boolean => !NAMELESS.includes(type) && value !== undefined;
const isNumber = (name: string): boolean => (NUMERIC_VARIABLES as readonly string[]).includes(name);

/** Whether a number can be written so: that a style is one that nobody can write by shows only when it is tried. */
function isWritable(piece: Piece, language: string): boolean {
  try {
    new IntlMessageFormat([piece], language).format(ONES);
    return true;
  } catch {
    return false;
  }
}

const ONES: Readonly<Record<string, number>> = Object.fromEntries(MACRO_VARIABLES.map((name) => [name, 1]));

const fault = (code: FaultCode, values: Values): Fault => ({ pointer: '/text', code, values });

function faultIn({ type, value: name = '', ...rest }: Piece, language: string): Fault | null {
  const shown = name.slice(0, 60);
  if (!(MACRO_VARIABLES as readonly string[]).includes(name)) return fault('unknown_variable', { name: shown, known: MACRO_VARIABLES.join(', ') });
  const isWords = MOMENTS.includes(type) || (NUMBERS.includes(type) && !isNumber(name));
  if (isWords) return fault('format_not_for_variable', { name: shown, numbers: NUMERIC_VARIABLES.join(', ') });
  return type !== 2 || isWritable({ type, value: name, ...rest }, language) ? null : { ...fault('malformed_template', { name: shown }), says: 'template_style' };
}

/** What is wrong with a template: no message, a variable that no case has, or one written as what it is not. Empty where nothing is. */
export function templateFaults(text: string, language: string): Fault[] {
  let pieces: readonly Piece[];
  try {
    pieces = parsed(text, language).getAst();
  } catch {
    return [fault('malformed_template', {})];
  }
  const found = allOf(pieces).filter(isVariable).flatMap((piece) => faultIn(piece, language) ?? []);
  const told = new Map(found.map((each) => [JSON.stringify(each), each]));
  return [...told.values()].slice(0, MOST_FAULTS);
}

/** The template with a case's own words in it; as it was written, where it was written before its style was looked at. */
export function filledIn(text: string, language: string, values: MacroValues): string {
  try {
    return String(parsed(text, language).format({ ...values }));
  } catch {
    return text;
  }
}
