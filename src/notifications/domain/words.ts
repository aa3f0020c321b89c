type Language = 'en' | 'es';

export interface Letter {
  readonly subject: string;
  readonly text: string;
}

const REMINDER: Readonly<Record<Language, (number: string, due: string) => Letter>> = {
  en: (number, due) => ({
    subject: `Dispute ${number}: your answer is awaited`,
    text: `Please look at dispute ${number} by ${due}. What you can do, and what happens otherwise, stands there.`,
  }),
  es: (number, due) => ({
    subject: `Disputa ${number}: se espera su respuesta`,
    text: `Consulte la disputa ${number} antes del ${due}. Allí verá qué puede hacer y qué ocurrirá si no lo hace.`,
  }),
};

/** A reminder in the language of whom it is for; English where that is none of ours. */
export function reminderIn(locale: string | null, number: string, dueAt: number): Letter {
  const language = locale?.toLowerCase().startsWith('es') === true ? 'es' : 'en';
  const due = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(dueAt);
  return REMINDER[language](number, `${due} UTC`);
}
