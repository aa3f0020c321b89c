import type { Language } from '../../foundation/identity/index.js';
import type { REASON_CODES } from '../domain/ruling.js';

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
  readonly none: string;
  readonly holds: (events: number) => string;
  readonly broken: (at: number) => string;
  readonly head: string;
  readonly page: (page: number) => string;
  readonly readers: Readonly<Record<string, string>>;
}

const en: CaseWords = {
  ruling: (number, date) => `Ruling of ${date} in dispute ${number}`,
  status: { awaiting_approval: 'Waits for a second person.', in_force: 'In force.', refused: 'Not approved.', replaced: 'Replaced by a later ruling.' },
  onAppeal: { uphold: 'On appeal: the ruling before is upheld.', modify: 'On appeal: the ruling before is modified.', overturn: 'On appeal: the ruling before is overturned.' },
  headings: {
    decided: 'What was decided', plain: 'In plain words', found: 'What was found', setAside: 'Evidence that was not relied on', why: 'Why', rule: 'The rule applied',
    liability: 'Who answers for it', silence: 'Silence', appeal: 'Appeal', fingerprint: 'Fingerprint', claim: 'The claim', chart: 'Where the dispute stands and the way it took',
    timeline: 'What happened', evidence: 'Evidence', rulings: 'Rulings', history: 'The history',
  },
  components: { item: 'for the goods', shipping: 'for shipping', tax: 'tax' },
  restsOn: (pieces) => `Rests on ${pieces}.`,
  restsOnNothing: 'Rests on what nobody said or showed.',
  reasons: {
    damage_shown: 'Damage was shown', defect_shown: 'A defect was shown', not_as_described_shown: 'It was shown that the goods are not as described',
    wrong_item_shown: 'It was shown that the wrong item came', missing_shown: 'It was shown that something is missing', counterfeit_shown: 'A counterfeit was shown',
    delivery_proven: 'Delivery was proven', delivery_not_proven: 'Delivery was not proven', no_seller_response: 'The seller did not respond',
    no_buyer_response: 'The buyer did not respond', evidence_insufficient: 'The evidence is not sufficient', evidence_inconsistent: 'The evidence contradicts itself',
    return_proven: 'The return was proven', return_not_proven: 'The return was not proven', partial_value_lost: 'A part of the value was lost',
    outside_policy: 'Outside the policy', other: 'Other',
  },
  clause: (clause, policy) => (clause === policy ? `Policy ${policy}.` : `${clause} of policy ${policy}.`),
  answers: { buyer: 'Buyer', seller: 'Seller', carrier: 'Carrier', platform: 'Platform' },
  silenceCounted: 'That a side was silent counted.',
  silenceNotCounted: 'That a side was silent did not count.',
  mayAppeal: (who, until) => `${who} may appeal once${until === null ? ', in the time that the dispute names' : ` until ${until}`}: with new evidence, or because of an error of procedure, the wrong policy or a disproportionate result.`,
  mayNotAppeal: 'There is no further appeal.',
  sides: { buyer: 'The buyer', seller: 'The seller', both: 'Each side' },
  hash: 'sha-256 of the statement',
  commitment: 'In the history',
  caseFile: (number) => `Case file ${number}`,
  madeFor: (reader, at) => `As ${reader} may see it on ${at}.`,
  state: (state) => `The dispute is ${state}.`,
  reason: 'Reason', amount: 'Amount', statement: 'Statement', erased: '(erased)',
  piece: (at) => `E${at}`,
  by: { buyer: 'by the buyer', seller: 'by the seller' },
  none: 'None.',
  holds: (events) => `${events} events; every link of the chain holds.`,
  broken: (at) => `The chain breaks at event ${at}.`,
  head: 'Head of the chain',
  page: (page) => `Page ${page}`,
  readers: { buyer: 'the buyer', seller: 'the seller', arbitrator: 'the platform', lead: 'the platform' },
};

const es: CaseWords = {
  ruling: (number, date) => `Resolución del ${date} en la disputa ${number}`,
  status: { awaiting_approval: 'Espera a una segunda persona.', in_force: 'En vigor.', refused: 'No aprobada.', replaced: 'Sustituida por una resolución posterior.' },
  onAppeal: { uphold: 'En apelación: se confirma la resolución anterior.', modify: 'En apelación: se modifica la resolución anterior.', overturn: 'En apelación: se revoca la resolución anterior.' },
  headings: {
    decided: 'Qué se decidió', plain: 'En palabras sencillas', found: 'Qué se comprobó', setAside: 'Pruebas que no se tuvieron en cuenta', why: 'Por qué', rule: 'La norma aplicada',
    liability: 'Quién responde', silence: 'Silencio', appeal: 'Apelación', fingerprint: 'Huella', claim: 'La reclamación', chart: 'Dónde está la disputa y el camino que siguió',
    timeline: 'Qué ocurrió', evidence: 'Pruebas', rulings: 'Resoluciones', history: 'El historial',
  },
  components: { item: 'por los artículos', shipping: 'por el envío', tax: 'impuestos' },
  restsOn: (pieces) => `Se apoya en ${pieces}.`,
  restsOnNothing: 'Se apoya en lo que nadie dijo ni mostró.',
  reasons: {
    damage_shown: 'Se demostró el daño', defect_shown: 'Se demostró el defecto', not_as_described_shown: 'Se demostró que el artículo no es como se describió',
    wrong_item_shown: 'Se demostró que llegó otro artículo', missing_shown: 'Se demostró que falta algo', counterfeit_shown: 'Se demostró la falsificación',
    delivery_proven: 'Se demostró la entrega', delivery_not_proven: 'No se demostró la entrega', no_seller_response: 'El vendedor no respondió',
    no_buyer_response: 'El comprador no respondió', evidence_insufficient: 'Las pruebas no bastan', evidence_inconsistent: 'Las pruebas se contradicen',
    return_proven: 'Se demostró la devolución', return_not_proven: 'No se demostró la devolución', partial_value_lost: 'Se perdió una parte del valor',
    outside_policy: 'Fuera de la política', other: 'Otro',
  },
  clause: (clause, policy) => (clause === policy ? `Política ${policy}.` : `${clause} de la política ${policy}.`),
  answers: { buyer: 'Comprador', seller: 'Vendedor', carrier: 'Transportista', platform: 'Plataforma' },
  silenceCounted: 'El silencio de una parte se tuvo en cuenta.',
  silenceNotCounted: 'El silencio de una parte no se tuvo en cuenta.',
  mayAppeal: (who, until) => `${who} puede apelar una vez${until === null ? ', en el plazo que indica la disputa' : ` hasta el ${until}`}: con pruebas nuevas, o por un error de procedimiento, una política equivocada o un resultado desproporcionado.`,
  mayNotAppeal: 'No cabe otra apelación.',
  sides: { buyer: 'El comprador', seller: 'El vendedor', both: 'Cada parte' },
  hash: 'sha-256 de la motivación',
  commitment: 'En el historial',
  caseFile: (number) => `Expediente ${number}`,
  madeFor: (reader, at) => `Tal como puede verlo ${reader} el ${at}.`,
  state: (state) => `La disputa está ${state}.`,
  reason: 'Motivo', amount: 'Importe', statement: 'Declaración', erased: '(suprimida)',
  piece: (at) => `P${at}`,
  by: { buyer: 'del comprador', seller: 'del vendedor' },
  none: 'Ninguna.',
  holds: (events) => `${events} hechos; todos los eslabones de la cadena son correctos.`,
  broken: (at) => `La cadena se rompe en el hecho ${at}.`,
  head: 'Cabeza de la cadena',
  page: (page) => `Página ${page}`,
  readers: { buyer: 'el comprador', seller: 'el vendedor', arbitrator: 'la plataforma', lead: 'la plataforma' },
};

export const CASE_WORDS: Readonly<Record<Language, CaseWords>> = { en, es };

/** A moment as people read it; UTC is named, since two sides may live in two zones. */
export function momentInWords(at: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(at)) + ' UTC';
}

export const dayInWords = (at: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(at));
