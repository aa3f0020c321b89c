import type { ProblemMeaning } from './problem-codes.js';

const of = (status: number, en: string, es: string): ProblemMeaning => ({ status, title: { en, es } });

/** Problems of the request itself, before any rule about disputes is asked. */
export const HTTP_PROBLEMS = {
  malformed: of(400, 'The request cannot be read', 'No se puede leer la solicitud'),
  idempotency_key_required: of(400, 'An Idempotency-Key header is required', 'Falta la cabecera Idempotency-Key'),
  unauthenticated: of(401, 'A valid access token is required', 'Se necesita un token de acceso válido'),
  forbidden: of(403, 'This is not yours to do', 'No le corresponde hacer esto'),
  reason_required: of(403, 'A reason must be given to see an original', 'Hay que indicar un motivo para ver un original'),
  stepped_aside: of(403, 'You have an interest in this case or stepped back from it', 'Tiene un interés en este caso o se ha apartado de él'),
  sandbox_loopback_only: of(403, 'The sandbox answers only this machine', 'El entorno de pruebas solo responde a esta máquina'),
  not_found: of(404, 'There is no such thing', 'No existe'),
  method_not_allowed: of(405, 'This method is not offered here', 'Este método no se ofrece aquí'),
  not_acceptable: of(406, 'None of the accepted formats is offered', 'No se ofrece ninguno de los formatos aceptados'),
  request_timeout: of(408, 'The request took too long to arrive', 'La solicitud tardó demasiado en llegar'),
  too_much_contention: of(409, 'Too many changes at the same time; try again', 'Demasiados cambios a la vez; inténtelo de nuevo'),
  cursor_expired: of(410, 'The cursor is older than what is kept', 'El cursor es anterior a lo que se conserva'),
  stale_version: of(412, 'The dispute has changed since you read it', 'La disputa ha cambiado desde que la leyó'),
  body_too_large: of(413, 'The request body is too large', 'El cuerpo de la solicitud es demasiado grande'),
  uri_too_long: of(414, 'The address is too long', 'La dirección es demasiado larga'),
  unsupported_media_type: of(415, 'The body must be JSON in UTF-8', 'El cuerpo debe ser JSON en UTF-8'),
  expectation_failed: of(417, 'The expectation cannot be met', 'No se puede cumplir la expectativa'),
  invalid: of(422, 'Some fields are not valid', 'Algunos campos no son válidos'),
  idempotency_key_reused: of(422, 'This Idempotency-Key belongs to another request', 'Esta Idempotency-Key pertenece a otra solicitud'),
  if_match_required: of(428, 'An If-Match header is required', 'Falta la cabecera If-Match'),
  too_many_requests: of(429, 'Too many requests; slow down', 'Demasiadas solicitudes; vaya más despacio'),
  headers_too_large: of(431, 'The request headers are too large', 'Las cabeceras de la solicitud son demasiado grandes'),
  internal: of(500, 'Something went wrong on our side', 'Algo ha fallado por nuestra parte'),
  unavailable: of(503, 'Not available at the moment; try again soon', 'No disponible en este momento; inténtelo en breve'),
  clock_not_advanced: of(503, 'No worker did the work that became due', 'Ningún proceso realizó el trabajo pendiente'),
} as const satisfies Record<string, ProblemMeaning>;
