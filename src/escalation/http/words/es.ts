import type { DeskWords } from './words.js';

export const es: DeskWords = {
  hurry: {
    pickup_missed: '{missed, plural, one {Nadie lo asumió a tiempo.} other {Nadie lo asumió a tiempo, # veces.}}',
    appealed: 'Se ha apelado: se juzga por segunda vez.',
    high_amount: 'Se trata de un importe alto: {amount}.',
    overdue: 'Su plazo terminó el {due}.',
    due_soon: 'Su plazo termina pronto, el {due}.',
  },
};
