/** One look at an original by somebody of the staff. */
export interface EvidenceAccess {
  readonly id: string;
  readonly disputeId: string;
  readonly evidenceId: string;
  readonly role: 'arbitrator' | 'lead';
  /** The account of whoever looked: for staff only. */
  readonly person: string;
  readonly what: 'original';
  /** In their own words. */
  readonly reason: string;
  /** Epoch milliseconds by the law's clock. */
  readonly at: number;
}
