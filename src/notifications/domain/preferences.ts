import { WHO_HEARS_WHAT, type Line } from './who-hears-what.js';

/** A kind of letter as far as its reader may choose. */
export interface Choice {
  readonly notification: string;
  /** Rulings, money and deadlines: nobody can say later that they were not told. */
  readonly mandatory: boolean;
}

const letters = Object.values<Line>(WHO_HEARS_WHAT).flatMap(({ buyer, seller }) => [buyer, seller].filter((letter) => letter !== undefined));
const optional = new Set(letters.filter(({ mandatory }) => !mandatory).map(({ template }) => template));

/** Every kind of letter to a party, in the order of the law. What one side must hear and the other need not can be switched off by whom it is optional for. */
export const CHOICES: readonly Choice[] = [...new Set([...letters.map(({ template }) => template), 'deadline_near'])].map((notification) => ({
  notification, mandatory: !optional.has(notification),
}));

export const choiceOf = (notification: string): Choice | undefined => CHOICES.find((choice) => choice.notification === notification);
