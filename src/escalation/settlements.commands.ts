import { refuseFaults, remedyFaults, requestedFrom, wish, type Command, type RemedyWords, type Setting } from '../disputes/index.js';
import { newId } from '../foundation/ids.js';
import { problem } from '../foundation/problems/problem.js';

export interface SettlementWords {
  readonly remedy: RemedyWords;
  readonly text?: string;
}

/** The holder proposes a remedy to both sides, instead of ruling. */
export const proposeSettlement = ({ remedy, text }: SettlementWords): Command =>
  wish<'settlementProposed'>('propose-settlement', ({ dispute, draft }) => {
    refuseFaults(remedyFaults(remedy, dispute.currency, '/remedy'));
    return { settlementId: newId('st'), remedy: requestedFrom(remedy), ...draft.commitOptional('text', text) };
  });

/** A settlement that was never proposed here is not there; one that is no longer open is the law's to refuse. */
function known({ dispute }: Setting, settlementId: string): string {
  if (!dispute.settlements.some(({ id }) => id === settlementId)) throw problem('not_found');
  return settlementId;
}

/** One side accepts; when both have, it is carried out. */
export const acceptSettlement = (settlementId: string): Command =>
  wish<'settlementAccepted'>('accept-settlement', (setting) => ({ settlementId: known(setting, settlementId) }));

/** One side does not accept: the review goes on. */
export const rejectSettlement = (settlementId: string, text?: string): Command =>
  wish<'settlementRejected'>('reject-settlement', (setting) => ({ settlementId: known(setting, settlementId), ...setting.draft.commitOptional('text', text) }));
