import type { Language } from '../../../foundation/identity/index.js';
import type { REASON_CODES } from '../../domain/ruling.js';
import { en } from './en.js';
import { es } from './es.js';

type Side = 'buyer' | 'seller';

/** Everything a ruling and a case file say beside what people wrote. A word that is missing does not compile. */
export interface CaseWords {
  readonly ruling: (number: string, date: string) => string;
  readonly status: Readonly<Record<'awaiting_approval' | 'in_force' | 'refused' | 'replaced', string>>;
  readonly onAppeal: Readonly<Record<'uphold' | 'modify' | 'overturn', string>>;
  readonly headings: Readonly<Record<
    'decided' | 'plain' | 'found' | 'setAside' | 'why' | 'rule' | 'liability' | 'silence' | 'appeal' | 'fingerprint' | 'claim' | 'chart' | 'timeline' | 'evidence' | 'rulings' | 'history',
    string
  >>;
  readonly components: Readonly<Record<'item' | 'shipping' | 'tax', string>>;
  readonly restsOn: (pieces: string) => string;
  readonly restsOnNothing: string;
  readonly reasons: Readonly<Record<(typeof REASON_CODES)[number], string>>;
  readonly clause: (clause: string, policy: string) => string;
  readonly answers: Readonly<Record<'buyer' | 'seller' | 'carrier' | 'platform', string>>;
  readonly silenceCounted: string;
  readonly silenceNotCounted: string;
  readonly mayAppeal: (who: string, until: string | null) => string;
  readonly mayNotAppeal: string;
  readonly sides: Readonly<Record<Side | 'both', string>>;
  readonly hash: string;
  readonly commitment: string;
  readonly caseFile: (number: string) => string;
  readonly madeFor: (reader: string, at: string) => string;
  readonly state: (state: string) => string;
  readonly reason: string;
  readonly amount: string;
  readonly statement: string;
  readonly erased: string;
  readonly piece: (at: number) => string;
  readonly by: Readonly<Record<Side, string>>;
  /** What somebody said, in their own words. */
  readonly quote: (text: string) => string;
  readonly none: string;
  readonly holds: (events: number) => string;
  readonly broken: (at: number) => string;
  readonly head: string;
  readonly page: (page: number) => string;
  readonly readers: Readonly<Record<string, string>>;
}

export const CASE_WORDS: Readonly<Record<Language, CaseWords>> = { en, es };
