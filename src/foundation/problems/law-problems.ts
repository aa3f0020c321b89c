import type { ProblemMeaning } from './problem-codes.js';

const refused = (en: string, es: string): ProblemMeaning => ({ status: 409, title: { en, es } });

/** Refusals by the rules of the workflow: the request is fine, the dispute (or order, or refund) does not allow it now. */
export const LAW_PROBLEMS = {
  action_not_allowed: refused('This cannot be done in the present state', 'No se puede hacer en el estado actual'),
  // Opening, amending, reopening
  window_not_open: refused('It is too early to dispute this', 'Es demasiado pronto para disputar esto'),
  window_closed: refused('The time to dispute this is over', 'El plazo para disputar esto ha terminado'),
  units_not_disputable: refused('These units are already in a dispute', 'Estas unidades ya están en una disputa'),
  already_decided: refused('These units were already decided on', 'Ya se ha decidido sobre estas unidades'),
  use_reopen: refused('Reopen the earlier dispute instead', 'Reabra la disputa anterior en su lugar'),
  amount_exceeds_refundable: refused('More than can still be refunded', 'Más de lo que aún se puede reembolsar'),
  evidence_missing: refused('Required evidence is missing', 'Faltan pruebas obligatorias'),
  amend_used: refused('The claim was already amended once', 'La reclamación ya se modificó una vez'),
  reopen_used: refused('The dispute was already reopened once', 'La disputa ya se reabrió una vez'),
  reopen_not_allowed: refused('This dispute cannot be reopened', 'Esta disputa no se puede reabrir'),
  reopen_window_closed: refused('The time to reopen this dispute is over', 'El plazo para reabrir esta disputa ha terminado'),
  // Negotiating
  counter_offers_exhausted: refused('No counter-offers are left', 'No quedan contraofertas'),
  remedy_not_allowed: refused('This remedy does not suit the reason', 'Esta solución no corresponde al motivo'),
  remedy_not_allowed_in_scope: refused('This remedy is not possible at this stage', 'Esta solución no es posible en esta fase'),
  amount_exceeds_claim: refused('The amount is more than the claim', 'El importe supera lo reclamado'),
  offer_not_below_claim: refused('An offer must be less than the claim; accept the claim instead', 'Una oferta debe ser menor que lo reclamado; acepte la reclamación'),
  offer_not_open: refused('This offer is no longer open', 'Esta oferta ya no está abierta'),
  own_offer: refused('One cannot answer one’s own offer', 'No se puede responder a la propia oferta'),
  too_early_to_escalate: refused('It is too early to escalate', 'Es demasiado pronto para escalar'),
  audience_not_allowed: refused('A message cannot be sent to this audience', 'No se puede enviar un mensaje a estos destinatarios'),
  // The desk
  case_held: refused('Somebody else holds this case', 'Otra persona lleva este caso'),
  case_not_held: refused('You do not hold this case', 'Usted no lleva este caso'),
  conflict_of_interest: refused('You have a conflict of interest in this case', 'Tiene un conflicto de intereses en este caso'),
  second_person_required: refused('A second person must do this', 'Debe hacerlo una segunda persona'),
  statement_incomplete: refused('The ruling is not complete', 'La resolución no está completa'),
  information_not_awaited: refused('No information is awaited from you', 'No se espera información de usted'),
  settlement_not_open: refused('This settlement is no longer open', 'Este acuerdo ya no está abierto'),
  settlement_answered: refused('You have already answered this settlement', 'Ya ha respondido a este acuerdo'),
  extension_used: refused('The time was already extended once', 'El plazo ya se amplió una vez'),
  already_ruled: refused('This was already ruled or agreed on', 'Ya se ha resuelto o acordado'),
  not_appealable: refused('You cannot appeal this ruling', 'No puede apelar esta resolución'),
  appeal_used: refused('You have already appealed once', 'Ya ha apelado una vez'),
  appeal_window_closed: refused('The time to appeal is over', 'El plazo para apelar ha terminado'),
  uphold_or_remand_only: refused('An inadmissible dispute can only be upheld or sent back', 'Una disputa inadmisible solo se puede confirmar o devolver'),
  reason_unknown: refused('The policy knows no such reason', 'La política no conoce ese motivo'),
  // Evidence
  evidence_unknown: refused('This evidence is not part of the dispute', 'Esta prueba no forma parte de la disputa'),
  evidence_limit_reached: refused('No more evidence can be added', 'No se pueden añadir más pruebas'),
  evidence_sealed: refused('This evidence is sealed', 'Esta prueba está sellada'),
  evidence_not_uploaded: refused('The file has not been uploaded', 'El archivo no se ha subido'),
  evidence_not_ready: refused('The file is not ready to be shown', 'El archivo aún no se puede mostrar'),
  // Money, parcels, orders
  money_in_flight: refused('Money is on its way', 'Hay dinero en camino'),
  refund_unknown: refused('This is not the refund of the dispute', 'Este no es el reembolso de la disputa'),
  proof_missing: refused('Proof of the payment is missing', 'Falta la prueba del pago'),
  refund_not_failed: refused('The refund has not failed for certain', 'No consta que el reembolso haya fallado'),
  refund_key_outdated: refused('This is not the newest attempt of the refund', 'No es el intento más reciente del reembolso'),
  refund_result_conflicts: refused('Another result was already reported', 'Ya se comunicó otro resultado'),
  chargeback_unknown: refused('No such chargeback is open', 'No hay tal contracargo abierto'),
  order_must_not_shrink: refused('An order may grow, but never shrink below what is disputed', 'Un pedido puede crecer, pero nunca por debajo de lo disputado'),
  order_data_fixed: refused('This part of an order cannot change', 'Esta parte del pedido no puede cambiar'),
} as const satisfies Record<string, ProblemMeaning>;
