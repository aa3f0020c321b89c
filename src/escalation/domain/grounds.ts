/** Why a ruling may be looked at again. */
export const APPEAL_GROUNDS = ['new_evidence', 'procedural_error', 'wrong_policy', 'disproportionate'] as const;

/** What a ruling on appeal says about the one before; sending a case back is no ruling. */
export const APPEAL_OUTCOMES = ['uphold', 'modify', 'overturn'] as const;

/** Why a dispute is not judged at all. */
export const INADMISSIBILITY_CODES = [
  'duplicate', 'not_the_buyer', 'outside_policy', 'already_refunded', 'insufficient_information', 'abuse', 'other',
] as const;
