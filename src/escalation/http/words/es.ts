import type { DeskWords } from './words.js';

export const es: DeskWords = {
  hurry: {
    pickup_missed: '{missed, plural, one {Nadie lo asumió a tiempo.} other {Nadie lo asumió a tiempo, # veces.}}',
    appealed: 'Se ha apelado: se juzga por segunda vez.',
    high_amount: 'Se trata de un importe alto: {amount}.',
    overdue: 'Su plazo terminó el {due}.',
    due_soon: 'Su plazo termina pronto, el {due}.',
  },
  promises: {
    pickup: 'El caso se asume antes del {due}: {hours, plural, one {# hora de atención} other {# horas de atención}} después de llegar a la plataforma.',
    decision: 'El caso se decide antes del {due}: {hours, plural, one {# hora de atención} other {# horas de atención}} después de llegar a la plataforma, sin contar el tiempo en que se espera una respuesta.',
    paused: 'El plazo de {hours, plural, one {# hora de atención} other {# horas de atención}} se detiene hasta que lleguen las respuestas.',
    kept: 'Esta promesa se cumplió el {met}.',
    late: 'Esta promesa no se cumplió: ocurrió el {met}.',
    over: 'Esta promesa no se cumplió: el plazo ha terminado.',
    counted: 'Contado según el horario de la plataforma en {timeZone}{holidays, plural, =0 {} one {, sin el festivo del {days}} other {, sin los festivos del {days}}}{paused, select, none {} other {, y sin {paused} en que estuvo detenido}}.',
  },
};
