import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { LANGUAGES, type Language } from '../identity/caller.js';
import { documentedBy } from './documented-by.js';

interface Wish {
  readonly language: Language;
  readonly weight: number;
}

/** The language of an answer: what Accept-Language prefers, else the caller's own, else English. */
export function languageOf(request: FastifyRequest): Language {
  return preferredLanguage(request.headers['accept-language']) ?? request.caller?.locale ?? 'en';
}

/** The heaviest of our languages in an Accept-Language header; undefined when it names none of them. */
export function preferredLanguage(header: string | undefined): Language | undefined {
  if (header === undefined) return undefined;
  const wishes = header.split(',').map(wishOf).filter((wish) => wish !== null && wish.weight > 0) as Wish[];
  // A stable sort: between equal weights the one named first wins.
  return wishes.sort((a, b) => b.weight - a.weight)[0]?.language;
}

function wishOf(part: string): Wish | null {
  const [tag = '', ...params] = part.split(';').map((piece) => piece.trim().toLowerCase());
  const language = LANGUAGES.find((known) => tag === known || tag.startsWith(`${known}-`));
  if (language === undefined) return null;
  const weight = params.find((param) => param.startsWith('q='))?.slice(2);
  return { language, weight: weight === undefined ? 1 : Number(weight) || 0 };
}

export const LANGUAGE_HEADER = { name: 'Accept-Language', required: false, description: 'en or es; codes are never translated' };

/** Gives a controller method the language to answer in. */
export const Lang = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => languageOf(context.switchToHttp().getRequest<FastifyRequest>()),
  [documentedBy(ApiHeader(LANGUAGE_HEADER))],
);
