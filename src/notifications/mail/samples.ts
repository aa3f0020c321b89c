import { say, type AvailableActionView } from '../../disputes/index.js';
import { moneyInWords } from '../../foundation/money.js';
import { rulingInLetter } from '../../escalation/index.js';
import type { Language } from '../../foundation/identity/index.js';
import { evidenceInWords } from '../../policy/index.js';
import { WHO_HEARS_WHAT, type Line } from '../domain/who-hears-what.js';
import { compose } from './composing.js';
import { digestLetter, endpointLetter } from './digest.js';
import type { Letter } from './letter.js';
import { WORDS, type Template } from './words/words.js';

const DAY = 86_400_000;
const AT = Date.parse('2026-03-05T09:00:00Z');

/** Every letter there is, to parties and to the house: what the gallery shows. */
export const SAMPLES: readonly string[] = [...Object.keys(WORDS.en.letters), 'desk_digest', 'webhook_disabled'];

/** What a reader of each letter is typically asked for next. The rest only informs. */
const DUTIES: Readonly<Record<string, { readonly actions: readonly string[]; readonly silence: Parameters<typeof say<'silences'>>[2] }>> = {
  dispute_opened: { actions: ['accept-claim', 'reject-claim', 'offer'], silence: 'grantsRefund' },
  dispute_amended: { actions: ['accept-claim', 'reject-claim', 'offer'], silence: 'grantsRefund' },
  dispute_reopened: { actions: ['accept-claim', 'reject-claim', 'offer'], silence: 'grantsRefund' },
  offer_received: { actions: ['accept-offer', 'offer', 'escalate'], silence: 'escalates' },
  claim_rejected: { actions: ['offer', 'escalate'], silence: 'escalates' },
  information_requested: { actions: ['answer-information'], silence: 'reviewGoesOn' },
  settlement_proposed: { actions: ['accept-settlement', 'reject-settlement'], silence: 'settlementLapses' },
  return_address_given: { actions: ['ship-return'], silence: 'keepsMoney' },
  return_delivered: { actions: ['accept-return', 'contest-return'], silence: 'grantsRefund' },
  replacement_shipped: { actions: ['confirm-replacement', 'report-faulty-replacement'], silence: 'closesDone' },
  deadline_near: { actions: ['accept-offer', 'offer', 'escalate'], silence: 'escalates' },
};

/** Rights that may be left unused. */
const RIGHTS = ['ruling_made', 'ruled_inadmissible'];
const WITH_WORDS = ['message_received', 'claim_rejected', 'offer_received', 'information_requested', 'settlement_rejected', 'replacement_faulty', 'return_contested'];

const SAID: Readonly<Record<Language, string>> = {
  en: 'The lamp left us in one piece, and it was packed well.\nCould you send us a photo of the parcel, please? <b>Thank you!</b>',
  es: 'La lámpara salió entera de nuestro almacén y bien embalada.\n¿Puede enviarnos una foto del paquete? <b>¡Gracias!</b>',
};
const TITLES: Readonly<Record<Language, readonly string[]>> = { en: ['Brass lamp'], es: ['Lámpara de latón'] };

function actionsOf(template: string, lang: Language): AvailableActionView[] {
  const view = (action: string, mandatory: boolean, onExpiry: string): AvailableActionView => ({
    action, method: 'POST', href: '', mandatory, dueAt: new Date(AT + 5 * DAY).toISOString(), onExpiry, input: null,
  });
  const duty = DUTIES[template];
  if (duty !== undefined) {
    const silence = say(lang, 'silences', duty.silence, { amount: moneyInWords(12_000, 'EUR', lang) });
    return duty.actions.map((action) => view(action, true, silence));
  }
  return RIGHTS.includes(template) ? ['appeal', 'waive-appeal'].map((action) => view(action, false, say(lang, 'silences', 'endsAppeal'))) : [];
}

/** What the reader's opponent did; of the rest the event's name says who, or it was the platform. */
const BY_THE_OTHER_SIDE = [
  'message_received', 'evidence_added', 'settlement_accepted', 'settlement_rejected', 'information_given', 'appeal_made', 'appeal_withdrawn', 'appeal_waived',
  'return_contested', 'replacement_faulty', 'offer_accepted',
];

/** Who reads a letter, and who did what it tells of. */
function castOf(template: string): { readonly role: 'buyer' | 'seller'; readonly by: string; readonly mandatory: boolean } {
  const lines = Object.entries<Line>(WHO_HEARS_WHAT);
  const [event, line] = lines.find(([, { buyer, seller }]) => buyer?.template === template || seller?.template === template) ?? ['', undefined];
  const role = template === 'return_delivered' || line?.buyer?.template !== template ? 'seller' : 'buyer';
  const others = role === 'buyer' ? 'seller' : 'buyer';
  const by = /^(seller|buyer)/.exec(event)?.[1] ?? (line?.staff === undefined && role === 'buyer' ? 'seller' : 'platform');
  return { role, by: BY_THE_OTHER_SIDE.includes(template) ? others : by, mandatory: line?.[role]?.mandatory ?? true };
}

const STATES: Readonly<Record<string, Parameters<typeof say<'states'>>[2]>> = {
  dispute_opened: 'opened', dispute_opened_confirmed: 'opened', dispute_amended: 'opened', dispute_reopened: 'opened', ruling_made: 'decided', appeal_waived: 'decided',
  case_taken: 'escalated.underReview', information_requested: 'escalated.awaitingInformation', settlement_proposed: 'escalated.awaitingAgreement',
  dispute_escalated: 'escalated.queued', return_address_given: 'returning.awaitingShipment', return_shipped: 'returning.inTransit',
  return_delivered: 'returning.inspection', replacement_shipped: 'replacing.inTransit', refund_succeeded: 'closed.settled', refund_delayed: 'refunding.failed',
  claim_accepted: 'refunding.pending', offer_accepted: 'refunding.pending', return_waived: 'refunding.pending', return_accepted: 'refunding.pending',
  return_contested: 'escalated.queued', appeal_made: 'appealed.queued', appeal_withdrawn: 'refunding.pending', appeal_ruled: 'refunding.pending',
  appeal_remanded: 'escalated.queued', settlement_accepted: 'escalated.awaitingAgreement', settlement_rejected: 'escalated.underReview',
  information_given: 'escalated.underReview', claim_reclassified: 'escalated.underReview', deadline_extended: 'escalated.awaitingInformation',
  replacement_confirmed: 'closed.settled', replacement_faulty: 'escalated.queued', dispute_closed_by_platform: 'closed.inadmissible',
  dispute_withdrawn: 'closed.withdrawn', ruled_inadmissible: 'closed.inadmissible', chargeback_opened: 'suspended', chargeback_lost: 'closed.superseded',
};

const stateOf = (template: string): Parameters<typeof say<'states'>>[2] => STATES[template] ?? 'negotiation.awaitingBuyer';

const REASONED = ['ruling_made', 'appeal_ruled'];

/** What a ruling says that gives half of the price back. */
function reasonsIn(lang: Language, side: 'buyer' | 'seller'): ReturnType<typeof rulingInLetter> {
  const [yours, theirs, fact] =
    lang === 'en'
      ? ['You get half of the price back.', 'Half of the price is paid back.', 'The photo shows a cracked shade; the foot is unharmed.']
      : ['Se le devuelve la mitad del precio.', 'Se devuelve la mitad del precio.', 'La foto muestra la pantalla rota; el pie está intacto.'];
  const document = {
    outcome: 'split', remedy: { kind: 'refund', amount: { amount: 6_000, currency: 'EUR' } }, facts: [{ text: fact, evidenceIds: ['ev_1'] }], evidenceSetAside: [],
    policy: 'standard-1', policyClause: 'standard-1', reasonCodes: ['damage_shown', 'partial_value_lost'], liability: { buyer: 0, seller: 100, carrier: 0, platform: 0 },
    silenceCounted: false, texts: { buyer: yours, seller: theirs }, appeal: { by: ['buyer', 'seller'], until: null },
  };
  return rulingInLetter(
    { id: 'rul_1', status: 'in_force', document, sha256: '', createdAt: AT },
    { side, language: lang, number: 'D-2026-000123', evidence: [{ id: 'ev_1', kind: 'photo', by: 'buyer' }] },
  );
}

/** An example of a letter, in either language. */
export function sampleOf(template: string, lang: Language, page: string): Letter {
  if (template === 'desk_digest') return deskSample(page, lang);
  if (template === 'webhook_disabled') return endpointLetter({ url: 'https://shop.example/hooks/disputes', reason: 'failing' }, lang);
  const { role, by, mandatory } = castOf(template);
  const amount = moneyInWords(6_000, 'EUR', lang);
  return compose({
    reader: { role, lang, locale: lang === 'en' ? 'en-GB' : 'es-ES', timeZone: 'Europe/Madrid' },
    occasion: {
      template: template as Template, by, now: AT, reasons: REASONED.includes(template) ? reasonsIn(lang, role) : [], said: WITH_WORDS.includes(template) ? SAID[lang] : null,
      values: {
        remedy: say(lang, 'remedies', 'refund', { amount }), reason: lang === 'en' ? 'It arrived damaged' : 'Llegó dañado', units: 1, pieces: evidenceInWords({ photo: 2, video: 1 }, lang),
        carrier: 'GLS', trackingNumber: 'GL-4711', outcome: 'modify', paid: amount, more: lang === 'en' ? '3 days' : '3 días',
        what: say(lang, 'deadlines', 'sellerResponse'), appeal: 'yes', days: 1, hours: 0,
      },
    },
    standing: {
      number: 'D-2026-000123', orderId: 'order-2026-1001', titles: TITLES[lang], state: say(lang, 'states', stateOf(template)), actions: actionsOf(template, lang),
    },
    links: { dispute: page, unsubscribe: mandatory ? null : page },
    replies: null,
  });
}

const deskSample = (page: string, lang: Language): Letter =>
  digestLetter(
    [
      { template: 'case_waiting', disputeId: 'dp_1', number: 'D-2026-000123' },
      { template: 'message_received', disputeId: 'dp_1', number: 'D-2026-000123' },
      { template: 'message_received', disputeId: 'dp_1', number: 'D-2026-000123' },
      { template: 'refund_failed', disputeId: 'dp_2', number: 'D-2026-000124' },
    ],
    page,
    lang,
  );
