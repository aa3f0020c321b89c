/** How the sandbox's provider behaves. */
export interface Behaviour {
  readonly status: 'succeeded' | 'failed' | 'pending';
  readonly answers: boolean;
}

/** A word in the order's id makes the sandbox misbehave, so that a story can show every ending. */
export function behaviourFor(orderId: string, keyNo: number): Behaviour {
  if (orderId.includes('refund-fails-once')) return { status: keyNo === 1 ? 'failed' : 'succeeded', answers: true };
  if (orderId.includes('refund-no-answer')) return { status: 'succeeded', answers: false };
  if (orderId.includes('refund-pending')) return { status: 'pending', answers: true };
  return { status: 'succeeded', answers: true };
}
