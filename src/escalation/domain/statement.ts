import type { APPEAL_OUTCOMES } from './grounds.js';
import { worthOf, type Claimed, type Ruling } from './ruling.js';

/** Who may appeal a ruling, and until when; no time yet where a second person has to approve it first. */
export interface AppealNotice {
  readonly by: readonly ('buyer' | 'seller')[];
  readonly until: string | null;
}

/** What a ruling on appeal says about the one before; none before it where the dispute had been found inadmissible. */
export interface OnAppeal {
  readonly outcome: (typeof APPEAL_OUTCOMES)[number];
  readonly rulingId?: string;
}

/** The statement of reasons as it is kept and hashed: complete by itself, nothing left to be looked up or assumed. */
export interface Statement extends Required<Omit<Ruling, 'policyClause' | 'onAppeal'>> {
  /** The policy applied, in the version that the dispute lives under. */
  readonly policy: string;
  readonly policyClause: string;
  readonly appeal: AppealNotice;
  readonly onAppeal?: OnAppeal;
}

export function statementOf(ruling: Ruling, claim: Claimed, { policy, appeal, onAppeal }: Pick<Statement, 'policy' | 'appeal' | 'onAppeal'>): Statement {
  const { onAppeal: _outcome, ...said } = ruling;
  const { remedy, evidenceSetAside = [], policyClause = policy, silenceCounted = false } = said;
  const amount = remedy.kind === 'none' || remedy.kind === 'replacement' ? {} : { amount: { amount: worthOf(remedy, claim), currency: claim.currency } };
  return { ...said, ...(onAppeal === undefined ? {} : { onAppeal }), remedy: { ...remedy, ...amount }, evidenceSetAside, silenceCounted, policy, policyClause, appeal };
}
