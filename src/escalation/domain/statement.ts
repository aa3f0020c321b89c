import { worthOf, type Claimed, type Ruling } from './ruling.js';

/** Who may appeal a ruling, and until when; no time yet where a second person has to approve it first. */
export interface AppealNotice {
  readonly by: readonly ('buyer' | 'seller')[];
  readonly until: string | null;
}

/** The statement of reasons as it is kept and hashed: complete by itself, nothing left to be looked up or assumed. */
export interface Statement extends Required<Omit<Ruling, 'policyClause'>> {
  /** The policy applied, in the version that the dispute lives under. */
  readonly policy: string;
  readonly policyClause: string;
  readonly appeal: AppealNotice;
}

export function statementOf(ruling: Ruling, claim: Claimed, { policy, appeal }: { policy: string; appeal: AppealNotice }): Statement {
  const { remedy, evidenceSetAside = [], policyClause = policy, silenceCounted = false } = ruling;
  const amount = remedy.kind === 'none' || remedy.kind === 'replacement' ? {} : { amount: { amount: worthOf(remedy, claim), currency: claim.currency } };
  return { ...ruling, remedy: { ...remedy, ...amount }, evidenceSetAside, silenceCounted, policy, policyClause, appeal };
}
