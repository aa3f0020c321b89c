/** Of whom it is asked, and in which dispute between whom: expressions of SQL, with the table's name before a column. */
export interface AskedAbout {
  readonly person: string;
  readonly disputeId: string;
  readonly buyerId: string;
  readonly sellerId: string;
}

/**
 * Whether somebody stands aside in a dispute: they declared a relation to one of its parties, which is in force, or stepped
 * back from the case. Nothing else says what that is. Scalar, because PostgreSQL would rather read all relations and
 * recusals once than look up those of a page.
 */
export const standsAsideIn = ({ person, disputeId, buyerId, sellerId }: AskedAbout): string => `coalesce(
      (SELECT true FROM arbitrator_conflict c WHERE c.arbitrator = ${person} AND c.party_id IN (${buyerId}, ${sellerId}) AND c.ended_at IS NULL LIMIT 1),
      (SELECT true FROM case_recusal r WHERE r.dispute_id = ${disputeId} AND r.arbitrator = ${person}), false)`;
