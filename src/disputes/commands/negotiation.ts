import { newId } from '../../foundation/ids.js';
import { problem } from '../../foundation/problems/problem.js';
import type { Command } from '../disputes.service.js';
import type { Setting } from '../drafting.js';
import { remedyFaults, requestedFrom, type RemedyWords } from './remedy.words.js';
import { explainedWish, fault, refuseFaults, wish } from './wish.js';

export interface OfferWords {
  readonly remedy: RemedyWords;
  readonly message?: string;
  /** Where the seller wants the goods sent, said with the offer, so that accepting it leaves nothing open. */
  readonly returnAddress?: string;
}

export const rejectClaim = ({ reason, text }: { reason: string; text: string }): Command =>
  wish<'sellerRejected'>('reject-claim', ({ draft, policy }) => {
    if (!policy.rejectionReasons.includes(reason)) refuseFaults([fault('/reason', 'unknown_reason')]);
    return { reason, text: draft.commit('text', text) };
  });

export const makeOffer = ({ remedy, message, returnAddress }: OfferWords): Command =>
  wish<'sellerOffered'>('offer', ({ dispute, role, draft }) => {
    const asksBack = role === 'seller' && remedy.kind === 'return_and_refund';
    const misplaced = returnAddress !== undefined && !asksBack;
    refuseFaults([
      ...remedyFaults(remedy, dispute.currency, '/remedy'),
      ...(misplaced ? [fault('/returnAddress', 'address_not_for_remedy')] : []),
    ]);
    if (returnAddress !== undefined) draft.commit('address', returnAddress);
    const said = draft.commitOptional('message', message);
    return { offerId: newId('of'), remedy: requestedFrom(remedy), hasAddress: returnAddress !== undefined, ...said };
  });

/** An offer that was never made here is not there; one that is no longer open is the law's to refuse. */
function known({ dispute }: Setting, offerId: string): string {
  if (!dispute.offers.some(({ id }) => id === offerId)) throw problem('not_found');
  return offerId;
}

export const acceptOffer = (offerId: string): Command =>
  wish<'buyerAcceptedOffer'>('accept-offer', (setting) => ({ offerId: known(setting, offerId) }));

export const rejectOffer = (offerId: string, text?: string): Command =>
  wish<'buyerRejectedOffer'>('reject-offer', (setting) => ({ offerId: known(setting, offerId), ...setting.draft.commitOptional('text', text) }));

export const escalate = (text?: string): Command => explainedWish('escalate', text);
