/** The shapes of answers that stories read. The contract check judges every answer against openapi.yaml as well. */
export interface Money {
  amount: number;
  currency: string;
}

export interface SeenRemedy {
  kind: string;
  amount?: Money;
}

export interface SeenOffer {
  id: string;
  by: string;
  remedy: SeenRemedy;
  status: string;
  message?: string;
  createdAt: string;
}

export interface SeenDeadline {
  kind: string;
  awaiting: string;
  dueAt: string;
  onExpiry: string;
  computedFrom?: string;
}

export interface SeenAction {
  action: string;
  method: string;
  href: string;
  mandatory: boolean;
  dueAt?: string;
  availableFrom?: string;
  onExpiry?: string;
  input?: unknown;
}

export interface SeenRefund {
  id: string;
  disputeId: string;
  amount: Money;
  status: string;
  attempts: number;
  providerReference?: string;
  requestedAt: string;
  settledAt?: string;
}

export interface SeenDispute {
  id: string;
  number: string;
  orderId: string;
  buyerId: string;
  sellerId: string;
  state: string;
  stage: string;
  waitingOn: string;
  version: number;
  reason: string;
  subreason?: string;
  items: { lineId: string; quantity: number }[];
  requestedRemedy: SeenRemedy;
  statement: string;
  policy: string;
  offers: SeenOffer[];
  deadlines: SeenDeadline[];
  availableActions: SeenAction[];
  unavailableActions: { action: string; reason: string; availableFrom?: string }[];
  evidence: { id: string; by: string; kind: string; requirement?: string; status: string }[];
  refunds: SeenRefund[];
  rulings: { id: string; status: string; outcome: string; remedy: SeenRemedy }[];
  ruling?: { id: string; outcome: string; remedy: SeenRemedy };
  openedAt?: string;
  createdAt: string;
  updatedAt: string;
}

export interface SeenList<T> {
  data: T[];
  hasMore: boolean;
  nextCursor?: string | null;
}
