import { HTTP_PROBLEMS } from './http-problems.js';
import { LAW_PROBLEMS } from './law-problems.js';
import { WEBHOOK_PROBLEMS } from './webhook-problems.js';

/** What every problem code means: its HTTP status and its title in each language we speak. */
export interface ProblemMeaning {
  readonly status: number;
  readonly title: { readonly en: string; readonly es: string };
}

/** Every code an answer can carry. Clients rely on codes; titles may be reworded at any time. */
export const PROBLEM_CODES = { ...HTTP_PROBLEMS, ...LAW_PROBLEMS, ...WEBHOOK_PROBLEMS } as const satisfies Record<string, ProblemMeaning>;

export type ProblemCode = keyof typeof PROBLEM_CODES;
