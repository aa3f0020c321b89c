import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../../foundation/identity/index.js';
import type { DeadlineKind, RemedyKind } from '../../../policy/index.js';
import type { EventType } from '../../domain/events.js';
import type { ActorRole } from '../../domain/facts.js';
import type { Stage, State } from '../../domain/states.js';
import { en } from './en.js';
import { es } from './es.js';

/** What silence brings, as far as words differ. Which of them it is, the machine says (silence.ts). */
export type Silence =
  | 'discards'
  | 'escalates'
  | 'grantsRefund'
  | 'grantsRefundWithoutReturn'
  | 'grantsReturn'
  | 'grantsReplacement'
  | 'closesOnOffer'
  | 'keepsMoney'
  | 'closesDone'
  | 'closesUnpaid'
  | 'requeues'
  | 'staysQueued'
  | 'reviewGoesOn'
  | 'settlementLapses'
  | 'rulingReturns'
  | 'asksProvider'
  | 'retriesRefund'
  | 'staysSuspended'
  | 'endsReopening'
  | 'endsAppeal';

/** The part of a state after the dot. */
type Step = State extends infer S ? (S extends `${string}.${infer Rest}` ? Rest : never) : never;

/** Everything we say about a dispute in one language, as ICU messages. A word that is missing does not compile. */
export interface Words {
  /** How a state continues "the dispute is now ...". */
  readonly states: Readonly<Record<State, string>>;
  /** Who did something, at the start of a sentence. `platform` is what parties see of staff. */
  readonly actors: Readonly<Record<ActorRole | 'platform', string>>;
  /** What is offered or ruled; `amount` is formatted, or `whole` where none was named. */
  readonly remedies: Readonly<Record<RemedyKind, string>>;
  readonly silences: Readonly<Record<Silence, string>>;
  readonly events: Readonly<Record<EventType, string>>;
  /** What it means that a deadline passed. */
  readonly deadlines: Readonly<Record<DeadlineKind, string>>;
  /** What is written in the chart's boxes: short. */
  readonly chart: Readonly<Record<Stage | Step | 'remedy' | 'anyOpen', string>>;
  readonly phrases: Readonly<Record<'nowIn' | 'silent' | 'requirementMissing' | 'statementMissing' | 'waitPlace' | 'waitPickup' | 'waitDecision' | 'waitUnknown', string>>;
}

type Group = keyof Words;
type Messages = ReadonlyMap<string, IntlMessageFormat>;

function compiled(words: Words, language: Language): ReadonlyMap<string, Messages> {
  const messagesOf = (group: Readonly<Record<string, string>>): Messages =>
    new Map(Object.entries(group).map(([key, text]) => [key, new IntlMessageFormat(text, language, undefined, { ignoreTag: true })]));
  return new Map(Object.entries(words).map(([name, group]: [string, Words[Group]]) => [name, messagesOf(group)]));
}

/** Parsed once, when the program starts: a faulty message stops the boot, not a request. */
const WORDS: Readonly<Record<Language, ReadonlyMap<string, Messages>>> = { en: compiled(en, 'en'), es: compiled(es, 'es') };

/** One message in the reader's language. */
export function say<G extends Group>(language: Language, group: G, key: keyof Words[G] & string, values: Readonly<Record<string, string>> = {}): string {
  const message = WORDS[language].get(group)?.get(key);
  if (message === undefined) throw new Error(`no words for ${group}.${key}`);
  return String(message.format(values));
}
