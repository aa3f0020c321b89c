import type { Command } from '../disputes.service.js';
import type { Action } from '../domain/actions.js';
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

export const closeDispute = ({ reasonCode, text }: { reasonCode: string; text: string }): Command =>
  wish<'closedByLead'>('close', ({ draft }) => ({ reasonCode, text: draft.commit('text', text) }));
