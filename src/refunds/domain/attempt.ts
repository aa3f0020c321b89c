/** One call that is due at the provider, claimed by this process until its lease runs out. */
export interface Attempt {
  readonly refundId: string;
  readonly disputeId: string;
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  readonly keyNo: number;
  /** How often the law has let us ask about this key; 0 is the first sending. */
  readonly askNo: number;
  readonly kind: 'send' | 'ask';
  /** Never sent and never to be: the dispute was suspended first. */
  readonly withheld: boolean;
  readonly firstSentAt: number | null;
  readonly now: number;
}
