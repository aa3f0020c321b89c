/** What the page says; codes of the API that are not here are shown as they are. */
export const WORDS = {
  en: {
    title: 'Send evidence', who: 'Who', dispute: 'Dispute', file: 'Photo, video or PDF', send: 'Send or go on', pause: 'Pause', progress: 'Progress',
    ready: 'Choose a file.', choose: 'Choose a dispute and a file.', hashing: 'Reading the file…', sending: 'Sending…', checking: 'Sent. It is being checked…',
    waiting: 'No connection. Trying again by itself…', paused: 'Paused. What has arrived stays there.', available: 'Accepted: it is part of the dispute.',
    unfinished: 'Not finished; choose the file again to go on:', failed: 'That did not work.',
    not_found: 'Nothing has arrived.', size_mismatch: 'Rejected: another length was announced.', sha256_mismatch: 'Rejected: not the file that was announced.',
    type_mismatch: 'Rejected: the contents are of another type.', type_not_allowed: 'Rejected: this type is not taken.', unreadable: 'Rejected: it cannot be read.',
    too_many_pixels: 'Rejected: the picture is too large.', too_late: 'Rejected: the dispute takes no more evidence.', malware_found: 'Rejected: it holds malware.',
    too_many_requests: 'Too often; wait a minute.', evidence_limit_reached: 'No room is left.', invalid: 'Not taken:', action_not_allowed: 'Not at this stage.',
  },
  es: {
    title: 'Enviar pruebas', who: 'Quién', dispute: 'Disputa', file: 'Foto, vídeo o PDF', send: 'Enviar o continuar', pause: 'Pausar', progress: 'Progreso',
    ready: 'Elija un archivo.', choose: 'Elija una disputa y un archivo.', hashing: 'Leyendo el archivo…', sending: 'Enviando…', checking: 'Enviado. Se está comprobando…',
    waiting: 'Sin conexión. Se reintenta solo…', paused: 'En pausa. Lo que llegó se conserva.', available: 'Aceptado: ya forma parte de la disputa.',
    unfinished: 'Sin terminar; elija de nuevo el archivo para continuar:', failed: 'No ha funcionado.',
    not_found: 'No ha llegado nada.', size_mismatch: 'Rechazado: se anunció otro tamaño.', sha256_mismatch: 'Rechazado: no es el archivo anunciado.',
    type_mismatch: 'Rechazado: el contenido es de otro tipo.', type_not_allowed: 'Rechazado: este tipo no se acepta.', unreadable: 'Rechazado: no se puede leer.',
    too_many_pixels: 'Rechazado: la imagen es demasiado grande.', too_late: 'Rechazado: la disputa ya no admite pruebas.', malware_found: 'Rechazado: contiene malware.',
    too_many_requests: 'Demasiadas veces; espere un minuto.', evidence_limit_reached: 'No queda espacio.', invalid: 'No se acepta:', action_not_allowed: 'No en esta fase.',
  },
};
