import type { LettersWords } from './words.js';

/** The letters in Spanish, formal. The same values as in English. */
export const lettersEs: LettersWords = {
  evidence_added: {
    subject: 'Nuevas pruebas {by, select, buyer {del comprador} seller {del vendedor} other {de la plataforma}}',
    lead: '{by, select, buyer {El comprador} seller {El vendedor} other {La plataforma}} añadió {pieces} a la disputa sobre {item}.',
  },
  evidence_redacted: {
    subject: 'Se ocultaron partes de una prueba',
    lead: '{by, select, buyer {El comprador} seller {El vendedor} other {La plataforma}} ocultó partes de una prueba en la disputa sobre {item}, por ejemplo una dirección o un número. El resto queda como estaba.',
  },
  evidence_erased: {
    subject: 'Se borró una prueba',
    lead: 'Se borró una prueba de la disputa sobre {item} y ya no se puede ver. Queda constancia de que existió.',
  },
  message_received: {
    subject: 'Un mensaje {by, select, buyer {del comprador} seller {del vendedor} other {de la plataforma}}',
    lead: 'Hay un mensaje nuevo en la disputa sobre {item}.',
  },
  dispute_opened_confirmed: {
    subject: 'Hemos recibido su reclamación',
    lead: 'Su disputa sobre {item} está abierta. Usted pide {remedy}. Hemos avisado al vendedor, que tiene que responder; le mantendremos informado.',
  },
  dispute_opened: {
    subject: 'Un comprador reclama por {item}',
    lead: 'El comprador abrió una disputa sobre {units, plural, one {# unidad} other {# unidades}} de su venta: {item}. Motivo indicado: {reason}. El comprador pide {remedy}.',
  },
  dispute_amended: {
    subject: 'El comprador modificó la reclamación',
    lead: 'El comprador modificó la reclamación sobre {item}. El motivo es ahora: {reason}. El comprador pide {remedy}. Su plazo para responder empieza de nuevo.',
  },
  claim_accepted: {
    subject: 'El vendedor acepta su reclamación',
    lead: 'Buenas noticias: el vendedor aceptó su reclamación sobre {item}. Usted recibe {remedy}.',
  },
  offer_received: {
    subject: '{by, select, buyer {El comprador propone} other {El vendedor ofrece}} {remedy}',
    lead: '{by, select, buyer {El comprador propone} other {El vendedor ofrece}} {remedy} para resolver la disputa sobre {item}.',
  },
  claim_rejected: {
    subject: 'El vendedor no acepta su reclamación',
    lead: 'El vendedor rechazó su reclamación sobre {item}. Motivo indicado: {reason}. Puede hacer una oferta o pedir a la plataforma que decida.',
  },
  offer_accepted: {
    subject: 'Hay un acuerdo',
    lead: '{by, select, buyer {El comprador} seller {El vendedor} other {La otra parte}} aceptó la oferta en la disputa sobre {item}: {remedy}.',
  },
  offer_rejected: {
    subject: 'Su oferta no fue aceptada',
    lead: '{by, select, buyer {El comprador} seller {El vendedor} other {La otra parte}} no aceptó su oferta en la disputa sobre {item}.',
  },
  dispute_escalated: {
    subject: 'La plataforma decidirá',
    lead: '{by, select, buyer {El comprador} other {El vendedor}} pidió a la plataforma que decidiera la disputa sobre {item}. Hasta que se decida, todavía pueden llegar a un acuerdo.',
  },
  dispute_withdrawn: {
    subject: 'El comprador retiró la reclamación',
    lead: 'El comprador retiró la reclamación sobre {item}. La disputa está cerrada.',
  },
  case_taken: {
    subject: 'Alguien está revisando su caso',
    lead: 'La plataforma se hizo cargo del caso sobre {item}. Le avisaremos cuando haga falta algo o cuando esté decidido.',
  },
  information_requested: {
    subject: 'La plataforma tiene una pregunta',
    lead: 'Para decidir la disputa sobre {item}, la plataforma necesita información.',
  },
  information_given: {
    subject: 'Se respondió a una pregunta',
    lead: '{by, select, buyer {El comprador} seller {El vendedor} other {La otra parte}} respondió a las preguntas de la plataforma sobre {item}.',
  },
  settlement_proposed: {
    subject: 'La plataforma propone {remedy}',
    lead: 'La plataforma propone un acuerdo para la disputa sobre {item}: {remedy}. Solo vale si ambas partes lo aceptan.',
  },
  settlement_accepted: {
    subject: '{by, select, buyer {El comprador} other {El vendedor}} aceptó el acuerdo propuesto',
    lead: '{by, select, buyer {El comprador} other {El vendedor}} aceptó el acuerdo propuesto para la disputa sobre {item}.',
  },
  settlement_rejected: {
    subject: 'El acuerdo propuesto fue rechazado',
    lead: '{by, select, buyer {El comprador} other {El vendedor}} rechazó el acuerdo propuesto para la disputa sobre {item}. La revisión continúa.',
  },
  claim_reclassified: {
    subject: 'Se cambió el motivo de la reclamación',
    lead: 'La plataforma trata la reclamación sobre {item} por otro motivo: {reason}.',
  },
  deadline_extended: {
    subject: 'Hay más tiempo',
    lead: '{by, select, buyer {El comprador} seller {El vendedor} other {La plataforma}} amplió en {more} el plazo para el siguiente paso de la disputa sobre {item}.',
  },
  ruling_made: {
    subject: 'La plataforma resolvió: {remedy}',
    lead: 'La disputa sobre {item} está resuelta: {remedy}. A continuación figura qué se decidió y por qué. {appeal, select, yes {Puede apelar la resolución.} other {}}',
  },
  ruled_inadmissible: {
    subject: 'La reclamación no es admisible',
    lead: 'La plataforma decidió que la reclamación sobre {item} no puede tratarse aquí. {appeal, select, yes {Puede apelar esta resolución.} other {}}',
  },
  appeal_made: {
    subject: '{by, select, buyer {El comprador apeló} other {El vendedor apeló}}',
    lead: '{by, select, buyer {El comprador} other {El vendedor}} apeló la resolución sobre {item}. Otra persona de la plataforma la revisará; hasta entonces no se ejecuta nada.',
  },
  appeal_withdrawn: {
    subject: 'Se retiró la apelación',
    lead: '{by, select, buyer {El comprador} other {El vendedor}} retiró la apelación sobre {item}.',
  },
  appeal_ruled: {
    subject: 'La apelación está resuelta{remedy, select, unknown {} other {: {remedy}}}',
    lead: 'En apelación, la plataforma {outcome, select, uphold {confirmó la resolución} modify {modificó la resolución} other {revocó la resolución}} sobre {item}{remedy, select, unknown {} other {: {remedy}}}. Esta resolución es definitiva.',
  },
  appeal_remanded: {
    subject: 'El caso se decidirá de nuevo',
    lead: 'En apelación, la plataforma devolvió el caso sobre {item}. Se decidirá de nuevo desde el principio.',
  },
  appeal_waived: {
    subject: 'La otra parte acepta la resolución',
    lead: '{by, select, buyer {El comprador} other {El vendedor}} no apelará la resolución sobre {item}.',
  },
  return_address_given: {
    subject: 'Adónde enviar el artículo',
    lead: 'El vendedor indicó adónde devolver {item}. La dirección está en la disputa. Envíe el artículo e indíquenos el número de seguimiento.',
  },
  return_waived: {
    subject: 'Puede quedarse el artículo',
    lead: 'El vendedor no quiere que devuelva {item}. Recibirá el reembolso sin devolver nada.',
  },
  return_shipped: {
    subject: 'El artículo está en camino de vuelta',
    lead: 'El comprador devolvió {item} con {carrier}, número de seguimiento {trackingNumber}.',
  },
  return_delivered: {
    subject: 'Llegó el artículo devuelto',
    lead: '{me, select, seller {Ha llegado la devolución de {item}. Revise el artículo e indique si está como debe.} other {La devolución de {item} llegó al vendedor, que ahora revisa el artículo.}}',
  },
  return_accepted: {
    subject: 'El vendedor acepta la devolución',
    lead: 'El vendedor aceptó la devolución ({item}). Su reembolso está en camino.',
  },
  return_contested: {
    subject: 'El vendedor impugna la devolución',
    lead: 'El vendedor dice que hay un problema con la devolución ({item}). La plataforma decidirá.',
  },
  replacement_shipped: {
    subject: 'Su reemplazo está en camino',
    lead: 'El vendedor envió un reemplazo de {item} con {carrier}, número de seguimiento {trackingNumber}. Avísenos cuando llegue y díganos si está bien.',
  },
  replacement_confirmed: {
    subject: 'El reemplazo está bien',
    lead: 'El comprador confirmó que el reemplazo de {item} está bien.',
  },
  replacement_faulty: {
    subject: 'El reemplazo es defectuoso',
    lead: 'El comprador informa de que el reemplazo de {item} también es defectuoso. La plataforma decidirá.',
  },
  refund_succeeded: {
    subject: '{me, select, buyer {Su reembolso de {paid} está pagado} other {Se reembolsaron {paid}}}',
    lead: '{me, select, buyer {Le hemos devuelto {paid} por {item}. Según su banco, puede tardar unos días en llegar.} other {Se reembolsaron al comprador {paid} por {item}.}}',
  },
  refund_delayed: {
    subject: 'Su reembolso tarda más',
    lead: 'Todavía no se pudo pagar el reembolso por {item}. Lo intentaremos de nuevo; no tiene que hacer nada y no pierde su derecho.',
  },
  chargeback_opened: {
    subject: 'La disputa queda en suspenso por un contracargo',
    lead: 'El banco del comprador abrió un contracargo por {item}. Hasta que termine, la disputa queda en suspenso, igual que todos los plazos.',
  },
  chargeback_ended: {
    subject: 'El contracargo terminó',
    lead: 'El contracargo por {item} terminó. La disputa sigue donde estaba, con el tiempo que quedaba.',
  },
  chargeback_lost: {
    subject: 'El contracargo se decidió a favor del comprador',
    lead: 'El banco devolvió al comprador el dinero de {item}. Por eso la disputa ha terminado.',
  },
  dispute_reopened: {
    subject: 'El comprador reabrió la disputa',
    lead: 'El comprador reabrió la disputa sobre {item}. Motivo indicado: {reason}. El comprador pide {remedy}.',
  },
  dispute_closed_by_platform: {
    subject: 'La plataforma cerró la disputa',
    lead: 'La plataforma cerró la disputa sobre {item} por no ser admisible.',
  },
  deadline_passed: {
    subject: 'Ha vencido un plazo',
    lead: '{what} La disputa sobre {item} está ahora {state}.',
  },
  deadline_near: {
    subject: 'Recordatorio: {days, plural, =0 {{hours, plural, =0 {queda menos de una hora} one {queda # hora} other {quedan # horas}}} one {queda # día} other {quedan # días}} para responder',
    lead: 'Todavía se espera su respuesta en la disputa sobre {item}.',
  },
};
