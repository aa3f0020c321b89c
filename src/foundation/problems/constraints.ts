import { getMetadataStorage } from 'class-validator';
import { FAULT_CODES, type TextKey, type Values } from './words/words.js';

/** What a rule about a field is called in an answer, what is said where it is broken, and what stands in that. */
export interface Constraint {
  readonly code: string;
  readonly says: TextKey;
  readonly values: Values;
}

type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

interface Meaning {
  readonly says: TextKey;
  readonly [value: string]: string | number;
}

/** The options of a rule whose name says too little, a pattern above all: what is said where it is broken, and what stands in that. */
export function meaning(says: TextKey, values: Readonly<Record<string, string | number>> = {}): { context: Meaning } {
  return { context: { ...values, says } };
}

/** Long lists help nobody. */
const LONGEST_LIST = 200;

const limit = (name: string) => ([value]: readonly unknown[]): Values => ({ [name]: Number(value) });

/** What a rule's parameters are called in its text. Rules without parameters are not here. */
const PARAMETERS: Readonly<Record<string, (parameters: readonly unknown[]) => Values>> = {
  isLength: ([min, max]) => ({ min: Number(min), max: Number(max) }),
  maxLength: limit('max'),
  min: limit('min'),
  max: limit('max'),
  arrayMinSize: limit('min'),
  arrayMaxSize: limit('max'),
  isIn: ([known]) => ({ known: shortened((known as readonly unknown[]).join(', ')) }),
  isNumber: ([options]) => ({ decimals: (options as { maxDecimalPlaces?: number } | undefined)?.maxDecimalPlaces ?? -1 }),
};

const shortened = (list: string): string => (list.length > LONGEST_LIST ? `${list.slice(0, list.lastIndexOf(',', LONGEST_LIST))}, …` : list);

/** The rules about a class' fields as class-validator keeps them, by the class of what was judged. */
export function rulesOf(target: unknown): readonly Rule[] {
  const judged = typeof target === 'object' && target !== null ? target.constructor : undefined;
  return judged === undefined ? [] : getMetadataStorage().getTargetValidationMetadatas(judged, '', false, false);
}

/** The name under which a broken rule is reported. */
export function nameOf({ type, constraintCls }: Rule): string {
  // Only rules with a class of their own have a name of their own.
  const own = constraintCls as Rule['constraintCls'] | undefined;
  return (own === undefined ? undefined : getMetadataStorage().getTargetValidatorConstraints(own)[0]?.name) ?? type;
}

/** A broken rule by its name; `rule` is it as it was declared, where it was found. */
export function constraintOf(name: string, rule: Rule | undefined): Constraint {
  const code = snakeCase(name);
  const { says = known(code) ? code : 'other', ...more } = (rule?.context ?? {}) as Partial<Meaning>;
  const parameters = PARAMETERS[name]?.(rule?.constraints ?? []) ?? {};
  return { code, says, values: { ...parameters, ...more, each: rule?.each === true } };
}

const known = (code: string): code is (typeof FAULT_CODES)[number] => (FAULT_CODES as readonly string[]).includes(code);

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? '' : '_'}${letter.toLowerCase()}`);
}
