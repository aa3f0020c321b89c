import type { Caller } from '../../foundation/identity/index.js';
import type { Command } from '../disputes.service.js';
import type { Action } from '../domain/actions.js';
import type { Dispute } from '../dispute.js';
import { wish } from './wish.js';

/* What comes from outside the two parties: the bank through the marketplace, and the lead. */

export type ChargebackStatus = 'opened' | 'ended' | 'lost';

const ACTION_OF: Readonly<Record<ChargebackStatus, Action>> = {
  opened: 'open-chargeback',
  ended: 'end-chargeback',
  lost: 'lose-chargeback',
};

export const reportChargeback = ({ status, reference }: { status: ChargebackStatus; reference: string }): Command =>
  wish<'chargebackOpened'>(ACTION_OF[status], () => ({ reference }));

/** Nobody ends their own dispute over the other side's head: a lead who is a party of it acts in it as that party only. */
export function closeDispute({ reasonCode, text }: { reasonCode: string; text: string }, { sub }: Caller): Command {
  const closing = wish<'closedByLead'>('close', ({ draft }) => ({ reasonCode, text: draft.commit('text', text) }));
  const isParty = ({ buyerId, sellerId }: Dispute): boolean => sub === buyerId || sub === sellerId;
  return { ...closing, event: (role, dispute) => (isParty(dispute) ? null : closing.event(role, dispute)) };
}
