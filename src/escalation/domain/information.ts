import type { EvidenceKind } from '../../policy/domain/policy.js';
import type { Fault } from './ruling.js';

type Party = 'buyer' | 'seller';

/** What the desk wants to know, as it is written. `for` names one addressee; without it all are meant. */
export interface InformationWish {
  readonly addressees: readonly Party[];
  readonly questions: readonly { readonly for?: Party; readonly text: string }[];
  readonly wantedEvidence: readonly { readonly for?: Party; readonly kind?: EvidenceKind; readonly requirement?: string; readonly text: string }[];
}

/** What is wrong with a request by itself: it asks somebody it does not address, or addresses somebody it does not ask. */
export function informationFaults({ addressees, questions, wantedEvidence }: InformationWish): Fault[] {
  const strangers = (field: string, asked: readonly { readonly for?: Party }[]): Fault[] =>
    asked.flatMap(({ for: whom }, index) =>
      whom === undefined || addressees.includes(whom)
        ? []
        : [{ pointer: `/${field}/${index}/for`, code: 'not_addressed', values: { party: whom } }]);
  const asks = [...questions, ...wantedEvidence];
  const unasked = addressees.flatMap((party, index): Fault[] =>
    asks.some(({ for: whom }) => whom === undefined || whom === party)
      ? []
      : [{ pointer: `/addressees/${index}`, code: 'nothing_asked', values: { party } }]);
  return [...strangers('questions', questions), ...strangers('wantedEvidence', wantedEvidence), ...unasked];
}
