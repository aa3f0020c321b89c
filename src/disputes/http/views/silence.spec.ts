import { describe, expect, it } from '@jest/globals';
import type { DeadlineKind } from '../../../policy/index.js';
import { LAW_EDGES } from '../chart/edges.js';
import { silenceOf } from './silence.js';

const passings = LAW_EDGES.flatMap(({ from, event, to, params: { deadline } }) => (event === 'deadlinePassed' && deadline !== undefined ? [{ from, kind: deadline as DeadlineKind, to }] : []));
const silence = (from: (typeof passings)[number]['from'], kind: DeadlineKind) =>
  [...new Set(passings.filter((passing) => passing.from === from && passing.kind === kind).map(({ to }) => silenceOf(from, kind, to)))];

describe('what silence brings', () => {
  it('has words for every passing of a deadline in the machine', () => {
    expect(passings.length).toBeGreaterThan(40);
    expect(passings.map(({ from, kind, to }) => silenceOf(from, kind, to))).not.toContain(undefined);
  });

  it('tells apart what leads to the same state', () => {
    expect(silence('returning.awaitingAddress', 'returnAddress')).toEqual(['grantsRefundWithoutReturn']);
    expect(silence('returning.inspection', 'inspection')).toEqual(['grantsRefund']);
    expect(silence('refunding.failed', 'refundRetry')).toEqual(['asksProvider', 'retriesRefund']);
    expect(silence('returning.awaitingShipment', 'returnShipment')).toEqual(['keepsMoney']);
    expect(silence('negotiation.awaitingBuyer', 'buyerResponse')).toEqual(['closesOnOffer', 'escalates']);
    expect(silence('replacing.inTransit', 'replacementConfirm')).toEqual(['closesDone']);
  });

  it('has no words for what the law does not do', () => {
    expect(() => silenceOf('opened', 'sellerResponse', 'suspended')).toThrow(/no words/);
  });
});
