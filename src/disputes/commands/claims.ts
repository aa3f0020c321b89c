import { assessmentOf } from '../assessment.js';
import type { Command } from '../disputes.service.js';
import type { ClaimAssessment, ClaimForm } from '../domain/events.js';
import type { Dispute } from '../dispute.js';
import type { Setting } from '../drafting.js';
import { claimFormOf, type ClaimWords } from './claim.words.js';
import { explainedWish, plainWish, wish } from './wish.js';

/** Any part of a claim said anew; what is not said stays as it was. */
export type RevisedWords = Partial<Omit<ClaimWords, 'previousDisputeId'>>;

/** A new reason leaves the old one's subreason behind. */
function revised({ facts: { claim, currency }, statement }: Dispute, words: RevisedWords): ClaimWords {
  const { kind, amount } = claim.requested;
  const subreason = words.subreason ?? (words.reason === undefined ? claim.subreason : undefined);
  const { previousDisputeId } = claim;
  return {
    reason: words.reason ?? claim.reason,
    ...(subreason === undefined ? {} : { subreason }),
    items: words.items ?? claim.items,
    requestedRemedy: words.requestedRemedy ?? { kind, ...(amount === null ? {} : { amount: { amount, currency } }) },
    statement: words.statement ?? statement ?? '',
    ...(previousDisputeId === undefined ? {} : { previousDisputeId }),
  };
}

function saidAnew({ dispute, draft, policy }: Setting, words: RevisedWords): { claim: ClaimForm; statement: string } {
  const said = revised(dispute, words);
  if (dispute.order === null) throw new Error(`the order of ${dispute.id} was not read`);
  return { claim: claimFormOf(said, dispute.order, policy), statement: draft.commit('statement', said.statement) };
}

function assessed({ dispute, policy }: Setting, claim: ClaimForm): { assessment: ClaimAssessment } {
  const assessment = assessmentOf(dispute, policy, claim);
  if (assessment === null) throw new Error(`the order of ${dispute.id} was not read`);
  return { assessment };
}

export const reviseDraft = (words: RevisedWords): Command => wish<'buyerRevisedDraft'>('revise', (setting) => saidAnew(setting, words), { needsOrder: true });

export const discardDraft = (): Command => plainWish('discard');

export const openDispute = (): Command =>
  wish<'buyerOpened'>('open', (setting) => assessed(setting, setting.dispute.facts.claim), { needsOrder: true });

export const amendClaim = (words: RevisedWords): Command =>
  wish<'buyerAmended'>(
    'amend',
    (setting) => {
      const said = saidAnew(setting, words);
      return { ...said, ...assessed(setting, said.claim) };
    },
    { needsOrder: true },
  );

export const withdraw = (text?: string): Command => explainedWish('withdraw', text);

export const reopen = (): Command =>
  wish<'buyerReopened'>('reopen', (setting) => assessed(setting, setting.dispute.facts.claim), { needsOrder: true });

export const acceptClaim = (): Command => plainWish('accept-claim');
