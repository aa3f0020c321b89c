/** Somebody's order to keep the evidence of a dispute: while it stands nothing of it is erased. */
export interface LegalHold {
  readonly id: string;
  readonly reason: string;
  readonly placedBy: string;
  /** Epoch milliseconds by the law's clock. */
  readonly placedAt: number;
  /** Null while it stands. */
  readonly lifted: { readonly by: string; readonly at: number; readonly reason: string } | null;
}
