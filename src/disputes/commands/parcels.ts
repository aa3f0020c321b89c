import type { Command } from '../disputes.service.js';
import type { Action } from '../domain/actions.js';
import { ownEvidence } from './messages.js';
import { explainedWish, invalid, plainWish, wish } from './wish.js';

/* Goods on their way: back to the seller, or again to the buyer. */

export interface ParcelWords {
  readonly carrier: string;
  readonly trackingNumber: string;
}

/** Where to send the goods: an address, or a label to print. */
export interface ReturnAddressWords {
  readonly address?: string;
  readonly labelUrl?: string;
}

export interface ContestWords {
  readonly reason: string;
  readonly text: string;
  readonly evidenceIds: readonly string[];
}

const shipped = (action: Action, { carrier, trackingNumber }: ParcelWords): Command =>
  wish<'returnShipped'>(action, () => ({ carrier, trackingNumber }));

export const giveReturnAddress = ({ address, labelUrl }: ReturnAddressWords): Command =>
  wish<'returnAddressGiven'>('give-return-address', ({ draft }) => {
    if (address !== undefined && labelUrl === undefined) return { address: draft.commit('address', address) };
    if (labelUrl !== undefined && address === undefined) return { address: draft.commit('labelUrl', labelUrl) };
    throw invalid([{ pointer: '/address', code: 'one_of', says: 'address_or_label' }]);
  });

export const waiveReturn = (): Command => plainWish('waive-return');
export const shipReturn = (words: ParcelWords): Command => shipped('ship-return', words);

export const deliverReturn = (deliveredAt: string): Command =>
  wish<'returnDelivered'>('deliver-return', () => ({ deliveredAt: new Date(deliveredAt).toISOString() }));

export const acceptReturn = (): Command => plainWish('accept-return');

export const contestReturn = ({ reason, text, evidenceIds }: ContestWords): Command =>
  wish<'returnContested'>('contest-return', (setting) => ({
    reason,
    evidenceIds: ownEvidence(setting, evidenceIds),
    text: setting.draft.commit('text', text),
  }));

export const shipReplacement = (words: ParcelWords): Command => shipped('ship-replacement', words);
export const confirmReplacement = (): Command => plainWish('confirm-replacement');
export const reportFault = (text: string): Command => explainedWish('report-faulty-replacement', text);
