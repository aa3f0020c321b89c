import type { ProblemMeaning } from './problem-codes.js';

const of = (status: number, en: string, es: string): ProblemMeaning => ({ status, title: { en, es } });

/** Problems of those who want their machines to be told, or letters to be sent again. */
export const WEBHOOK_PROBLEMS = {
  webhook_url_taken: of(409, 'There is an endpoint with this URL already', 'Ya existe un destino con esta URL'),
  webhook_endpoint_limit_reached: of(409, 'There are as many endpoints as there may be', 'Ya hay tantos destinos como se permiten'),
  mail_not_parked: of(409, 'The e-mail was not given up', 'El correo no se dio por perdido'),
  webhook_endpoint_disabled: of(409, 'The endpoint is switched off', 'El destino está desactivado'),
} as const satisfies Record<string, ProblemMeaning>;
