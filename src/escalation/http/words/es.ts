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
    pickup: 'El caso se asume antes del {due}: {hours, plural, one {# hora de apertura} other {# horas de apertura}} después de llegar a la plataforma.',
    decision: 'El caso se decide antes del {due}: {hours, plural, one {# hora de apertura} other {# horas de apertura}} después de llegar a la plataforma, sin contar el tiempo en que se espera una respuesta.',
    paused: 'El plazo de {hours, plural, one {# hora de apertura} other {# horas de apertura}} se detiene hasta que lleguen las respuestas.',
  },
};
