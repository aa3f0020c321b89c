import { knows, mayAppeal, overdueInWords, requestedRemedy, say, stateShownTo, timeInWords, type Dispute, type Facts } from '../../disputes/index.js';
import { moneyInWords } from '../../foundation/money.js';
import type { Language } from '../../foundation/identity/index.js';
import { evidenceInWords, type DeadlineKind, type Policy, type RemedyKind } from '../../policy/index.js';
import type { Values } from './words/words.js';

/** What happened, as the log has it. */
export interface Happened {
  readonly type: string;
  readonly actorRole: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** For whom and of which dispute the words are. */
export interface Setting {
  readonly dispute: Dispute;
  readonly policy: Policy;
  readonly role: 'buyer' | 'seller';
  readonly lang: Language;
}

interface Remedied {
  readonly kind: RemedyKind;
  readonly amount: number | null;
}

/** As whom the reader knows somebody: staff are the platform. */
export const actorInMail = (role: string): string => (role === 'arbitrator' || role === 'lead' ? 'platform' : role);

const remedyInWords = ({ kind, amount }: Remedied, { dispute: { currency }, lang }: Setting): string =>
  say(lang, 'remedies', kind, { amount: amount === null ? 'whole' : moneyInWords(amount, currency, lang) });

/** What the claim asks for; a claim that was never assessed has no amount yet. */
const asked = ({ openedAt, claim, ...rest }: Facts): Remedied => (openedAt === null ? claim.requested : requestedRemedy({ openedAt, claim, ...rest }));

/** The remedy an event is about: its own, the ruling's, what was granted by it, or what is asked for. */
function remedyOf({ type, input }: Happened, { facts }: Dispute): Remedied | null {
  const told = input as { remedy?: Remedied; ruling?: { grant: { remedy: Remedied } } };
  if (told.remedy !== undefined) return told.remedy;
  if (told.ruling !== undefined) return told.ruling.grant.remedy;
  if (type === 'rulingApproved' || type === 'arbitratorRuled') return facts.ruling?.grant.remedy ?? facts.grant?.remedy ?? null;
  if (type === 'appealRuled') return null;
  if (['sellerAcceptedClaim', 'buyerAcceptedOffer', 'sellerAcceptedOffer', 'partiesAgreed', 'settlementAccepted'].includes(type)) return facts.grant?.remedy ?? asked(facts);
  return asked(facts);
}

function reasonInWords({ type, input }: Happened, { dispute: { facts }, policy: { labels }, lang }: Setting): string {
  const code = typeof input['reason'] === 'string' ? input['reason'] : facts.claim.reason;
  return (type === 'sellerRejected' ? labels.rejectionReasons : labels.reasons)[code]?.[lang] ?? code;
}

const textIn = (input: Happened['input'], name: string): string => {
  const value = input[name];
  return typeof value === 'string' ? value : '';
};

const mayStillAppeal = ({ dispute: { state, facts }, role }: Setting): boolean => knows(state, 'partyAppealed') && mayAppeal(facts).includes(role);

/** Everything that any letter's words may name, in the reader's language. */
export function wordsFor(happened: Happened, setting: Setting): Values {
  const { input } = happened;
  const { dispute: { facts, refund, currency }, lang } = setting;
  const remedy = remedyOf(happened, setting.dispute);
  const kind = textIn(input, 'kind') as DeadlineKind;
  return {
    remedy: remedy === null ? 'unknown' : remedyInWords(remedy, setting),
    reason: reasonInWords(happened, setting),
    units: facts.claim.items.reduce((sum, { quantity }) => sum + quantity, 0),
    pieces: evidenceInWords((input['pieces'] ?? {}), lang),
    carrier: textIn(input, 'carrier'),
    trackingNumber: textIn(input, 'trackingNumber'),
    // Approving only names the ruling; what it says of the one before is known of it since then.
    outcome: textIn(input, 'outcome') || (facts.ruling?.onAppeal ?? ''),
    paid: moneyInWords(refund?.amount ?? facts.refund?.amount ?? 0, currency, lang),
    more: typeof input['by'] === 'number' ? timeInWords(input['by'], lang) : '',
    what: happened.type === 'deadlinePassed' ? overdueInWords(kind, happened.at, setting.dispute, lang) : '',
    appeal: mayStillAppeal(setting) ? 'yes' : 'no',
    days: 0,
    hours: 0,
  };
}

export const stateInWords = ({ dispute: { state }, role, lang }: Setting): string => say(lang, 'states', stateShownTo(role, state));
