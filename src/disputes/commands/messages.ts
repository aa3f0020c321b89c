import { newId } from '../../foundation/ids.js';
import { problem } from '../../foundation/problems/problem.js';
import type { Command } from '../disputes.service.js';
import type { Audience } from '../domain/chain.js';
import type { Setting } from '../drafting.js';
import { wish } from './wish.js';

export interface MessageWords {
  readonly text: string;
  readonly audience?: Audience;
  readonly evidenceIds?: readonly string[];
}

/** Evidence that is shown must be part of the dispute, and a party shows only their own. */
export function ownEvidence({ dispute, role }: Setting, ids: readonly string[]): readonly string[] {
  const isParty = role === 'buyer' || role === 'seller';
  const shown = dispute.facts.evidence.filter(({ by }) => !isParty || by === role).map(({ id }) => id);
  if (!ids.every((id) => shown.includes(id))) throw problem('evidence_unknown');
  return ids;
}

export const sendMessage = ({ text, audience = 'parties', evidenceIds = [] }: MessageWords): Command =>
  wish<'messageSent'>('send-message', (setting) => ({
    messageId: newId('msg'),
    audience,
    text: setting.draft.commit('text', text),
    evidenceIds: ownEvidence(setting, evidenceIds),
  }));
