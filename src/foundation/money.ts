import type { Language } from './identity/caller.js';

interface Formatter {
  readonly format: Intl.NumberFormat;
  readonly minorUnits: number;
}

/** One per language and currency, and there are no more of those than ISO 4217 has: making one costs 50 microseconds. */
const FORMATTERS = new Map<string, Formatter>();

function formatterFor(language: Language, currency: string): Formatter {
  const key = language + currency;
  const known = FORMATTERS.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  const made = { format, minorUnits: 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2) };
  FORMATTERS.set(key, made);
  return made;
}

/** An amount as people write it, with the currency's own number of decimals: 4990 EUR is "€49.90" and "49,90 €". */
export function moneyInWords(amount: number, currency: string, language: Language): string {
  const { format, minorUnits } = formatterFor(language, currency);
  return format.format(amount / minorUnits);
}
