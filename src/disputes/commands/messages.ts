import { newId } from '../../foundation/ids.js';
import type { Command } from '../disputes.service.js';
import type { Audience } from '../domain/chain.js';
import { isShown, pieceOf } from '../domain/custody.js';
import type { Anchor } from '../domain/events.js';
import type { Setting } from '../drafting.js';
import { piecesRefused } from '../refusals.js';
import { fault, refuseFaults, wish } from './wish.js';

export interface MessageWords {
  readonly text: string;
  readonly audience?: Audience;
  readonly evidenceIds?: readonly string[];
  /** What of a piece it is about. */
  readonly anchor?: Anchor;
}

/** Evidence that is shown must be part of the dispute; a party shows only their own, and so seals what was staged. */
export function ownEvidence({ dispute: { facts }, role }: Setting, ids: readonly string[]): readonly string[] {
  const isParty = role === 'buyer' || role === 'seller';
  const shown = facts.evidence.filter((item) => (isParty ? item.by === role : isShown(item))).map(({ id }) => id);
  const unknown = ids.filter((id) => !shown.includes(id));
  if (unknown.length > 0) throw piecesRefused('evidence_unknown', unknown);
  const erased = ids.filter((id) => pieceOf(facts, id)?.status === 'erased');
  if (erased.length > 0) throw piecesRefused('evidence_erased', erased);
  return ids;
}

/** Parties speak to each other where they do not say to whom. Whoever speaks for the platform says it each time: forgotten, a word to colleagues would be everybody's. */
function audienceIn({ role }: Setting, said: Audience | undefined): Audience {
  if (said === undefined && role !== 'buyer' && role !== 'seller') refuseFaults([fault('/audience', 'required')]);
  return said ?? 'parties';
}

export const sendMessage = ({ text, audience, evidenceIds = [], anchor }: MessageWords): Command =>
  wish<'messageSent'>('send-message', (setting) => ({
    messageId: newId('msg'),
    audience: audienceIn(setting, audience),
    text: setting.draft.commit('text', text),
    evidenceIds: ownEvidence(setting, evidenceIds),
    ...(anchor === undefined ? {} : { anchor }),
  }));
