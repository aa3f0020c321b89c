import { Injectable } from '@nestjs/common';
import { constraintOf } from '../foundation/database/sql.js';
import type { Answer } from '../foundation/http/index.js';
import { answerFromRecord, answerFromStored, IDEMPOTENCY_CONSTRAINT, idempotencyParams, storedAnswerOf, type IdempotencyRequest } from '../foundation/idempotency/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { newId } from '../foundation/ids.js';
import { problem } from '../foundation/problems/problem.js';
import { PolicyService } from '../policy/index.js';
import { claimFormOf, type ClaimWords } from './commands/claim.words.js';
import { GENESIS } from './domain/chain.js';
import { begin } from './domain/decide.js';
import { Drafting } from './drafting.js';
import type { Dispute } from './dispute.js';
import { succeeded } from './recording.js';
import { linkOf, type Recording } from './store/decision.statement.js';
import { DisputesRepository, type FoundBeginning } from './store/disputes.repository.js';

/** What a buyer starts with. */
export interface Beginning extends ClaimWords {
  readonly orderId: string;
}

/** Who starts. */
interface Starter {
  readonly caller: Caller;
  readonly idempotency?: IdempotencyRequest | undefined;
  readonly requestId?: string | undefined;
}

/** Starts drafts: the one change that has no dispute to compare with, and so a statement of its own. */
@Injectable()
export class StartingService {
  constructor(
    private readonly repository: DisputesRepository,
    private readonly policies: PolicyService,
  ) {}

  /** Makes a draft of the caller's own order; 404 for an order that is not theirs to dispute. */
  async start(beginning: Beginning, { caller, idempotency, requestId }: Starter, answer: (dispute: Dispute) => Answer): Promise<Answer> {
    if (idempotency === undefined) throw problem('idempotency_key_required');
    const found = await this.repository.findBeginning(beginning.orderId, idempotency);
    const replay = answerFromRecord(found.known, idempotency);
    if (replay !== null) return replay;
    const { dispute, recording } = this.draft(beginning, caller, found, requestId);
    const link = linkOf(recording);
    const after = { ...succeeded(dispute, recording, link.hash), order: found.order };
    const stored = storedAnswerOf(answer(after));
    try {
      await this.repository.record({ ...recording, kept: idempotencyParams(idempotency, stored) }, link);
    } catch (error) {
      // The same request came twice at once: the other one made the draft, so its answer is ours.
      if (constraintOf(error) !== IDEMPOTENCY_CONSTRAINT) throw error;
      return this.start(beginning, { caller, idempotency, requestId }, answer);
    }
    return answerFromStored(stored, false);
  }

  private draft(beginning: Beginning, caller: Caller, { order, now, number }: FoundBeginning, requestId?: string): { dispute: Dispute; recording: Recording } {
    if (order === null || order.buyerId !== caller.sub) throw problem('not_found');
    const policy = this.policies.current;
    const draft = new Drafting();
    const statement = draft.commit('statement', beginning.statement);
    const { orderId } = beginning;
    const { sellerId, currency } = order;
    const claim = claimFormOf(beginning, order, policy);
    const event = { type: 'buyerStarted', claim, orderId, sellerId, currency, statement } as const;
    const actor = { role: 'buyer', id: caller.sub } as const;
    const id = newId('dp');
    const accepted = begin({ disputeId: id, now, policy }, event, actor);
    const first = { number: disputeNumber(now, number), buyerId: caller.sub, sellerId, currency };
    const { state, facts } = accepted;
    const dispute: Dispute = {
      id, ...first, orderId, state, facts, policy: policy.id, seq: 0, version: 0, chainHead: GENESIS, statement: beginning.statement,
      deadlines: [], offers: [], rulings: [], refund: null, informationRequests: [], settlements: [], appeals: [], createdAt: now, updatedAt: now, now, order, others: [], recent: [],
      unread: null, wait: null,
    };
    const recording: Recording = {
      disputeId: id, orderId, seq: 0, version: 0, chainHead: GENESIS, policy: policy.id, reminders: policy.reminders,
      fourEyesAbove: policy.fourEyesAbove, before: null, accepted, event, actor, audience: 'parties', eventId: newId('evt'), now, requestId: requestId ?? null, salt: draft.salt,
      texts: draft.texts, document: null, lines: [], shipping: { reserved: 0, refunded: 0 }, beginning: first, kept: null, alongside: [],
    };
    return { dispute, recording };
  }
}

/** The number people say on the telephone: `D-2026-000123`. */
function disputeNumber(now: number, number: number): string {
  return `D-${new Date(now).getUTCFullYear()}-${String(number).padStart(6, '0')}`;
}
