import { beganAt } from './deadlines.js';
import type { RulingInput } from './events.js';
import type { Facts, RulingFact } from './facts.js';
import type { Judgement } from './judgement.js';

/** The ruling an event makes or approves. Upholding keeps what was given: only who answers for it changes. */
export function rulingMade({ facts, event, actor }: Judgement): RulingFact | null {
  if (event.type === 'rulingApproved') return facts.pendingRuling;
  if (event.type === 'appealRuled' && event.outcome === 'uphold') {
    const upheld = facts.ruling ?? inadmissibilityUpheld(facts, event.ruling);
    return upheld === null ? null : { ...upheld, id: event.ruling?.id ?? upheld.id, by: actor.id, onAppeal: 'uphold' };
  }
  if (event.type !== 'arbitratorRuled' && event.type !== 'appealRuled') return null;
  const { ruling } = event;
  if (ruling === undefined) return null;
  const made = { id: ruling.id, grant: ruling.grant, by: actor.id };
  return event.type === 'appealRuled' ? { ...made, onAppeal: event.outcome } : made;
}

/** Where an inadmissible dispute is found so again there was no ruling before: the one that says so is the first. */
function inadmissibilityUpheld(facts: Facts, ruling: RulingInput | undefined): Omit<RulingFact, 'by'> | null {
  if (facts.appeal?.from !== 'inadmissible' || ruling === undefined) return null;
  return { id: ruling.id, grant: ruling.grant };
}

/** For some reasons nobody rules alone; nor by giving the claim another one first. */
function isDelicate({ claim }: Facts, { fourEyesReasons }: Judgement['policy']): boolean {
  return fourEyesReasons.includes(claim.reason) || (claim.originalReason !== undefined && fourEyesReasons.includes(claim.originalReason));
}

/** Large money is never moved by one person alone; without a limit for the currency, no money is. Some reasons always need two. */
export function needsSecondPerson(j: Judgement): boolean {
  const ruling = j.event.type === 'rulingApproved' ? null : rulingMade(j);
  const above = j.policy.fourEyesAbove[j.facts.currency];
  if (ruling === null || j.facts.appeal?.from === 'inadmissible') return false;
  return isDelicate(j.facts, j.policy) || above === undefined || ruling.grant.remedy.amount > above;
}

const judged = (facts: Facts, ...by: string[]): string[] => [...new Set([...facts.decidedBy, ...by])];

/** A ruling takes force: it reserves its money and opens the appeal. Who waived that of an earlier one has not waived this. */
export function inForce(facts: Facts, ruling: RulingFact): Facts {
  return { ...facts, ruling, pendingRuling: null, grant: ruling.grant, closesAs: 'ruled', everRuled: true, waived: [] };
}

/** The first instance: whoever rules or approves here may not take the appeal. */
export function ruled(j: Judgement): Facts {
  const ruling = rulingMade(j);
  if (ruling === null) return j.facts;
  const facts = { ...j.facts, decidedBy: judged(j.facts, j.actor.id) };
  return needsSecondPerson(j) ? { ...facts, pendingRuling: ruling } : inForce(facts, ruling);
}

/**
 * Whoever decides an appeal has judged the dispute too, should its return be contested. Only when it takes force: a refused
 * author goes on.
 */
function inForceOnAppeal(j: Judgement, ruling: RulingFact): Facts {
  return { ...inForce(j.facts, ruling), decidedBy: judged(j.facts, ruling.by, j.actor.id) };
}

export function appealRuled(j: Judgement): Facts {
  const ruling = rulingMade(j);
  if (ruling === null) return j.facts;
  // Money is granted by no ruling that a dispute is inadmissible.
  if (j.facts.appeal?.from === 'inadmissible') return { ...j.facts, ruling };
  return needsSecondPerson(j) ? { ...j.facts, pendingRuling: ruling } : inForceOnAppeal(j, ruling);
}

export function rulingApproved(j: Judgement): Facts {
  return j.state === 'appealed.awaitingApproval' ? appealRuled(j) : ruled(j);
}

/** Nobody approved it. How long it waited is remembered, because the decision's clock stood still meanwhile and parties must not see that it did. */
export function fellThrough({ facts, deadlines, now }: Judgement<object>): Facts {
  const approval = deadlines.find(({ kind }) => kind === 'approval');
  const waited = approval === undefined ? 0 : now - beganAt(approval);
  return { ...facts, pendingRuling: null, waitedInVain: (facts.waitedInVain ?? 0) + waited };
}

export function ruledInadmissible({ facts, actor }: Judgement<object>): Facts {
  return { ...facts, decidedBy: judged(facts, actor.id), everRuled: true };
}

/** Sent back: judged from the start, and nothing that was ruled stands. Open offers stay on the table, and there may be as many as at first. */
export function remanded({ facts }: { readonly facts: Facts }): Facts {
  return { ...facts, offersAtDesk: { buyer: 0, seller: 0 }, appeal: null, ruling: null, grant: null, waived: [] };
}
