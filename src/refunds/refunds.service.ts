import { Injectable } from '@nestjs/common';
import { DisputesService, Impediments, moneyInFlight, ownEvidence, type Circumstances, type Command, type Dispute } from '../disputes/index.js';
import type { Answer } from '../foundation/http/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { problem } from '../foundation/problems/problem.js';
import type { Result } from './domain/answers.js';
import { keyNoIn } from './domain/keys.js';
import { RefundResults } from './results.service.js';
import { AnswersRepository, type RefundHandle } from './store/answers.repository.js';

/** What people and the marketplace do about refunds; paying itself is the worker's. */
@Injectable()
export class RefundsService {
  constructor(
    private readonly disputes: DisputesService,
    private readonly answers: AnswersRepository,
    private readonly results: RefundResults,
    private readonly impediments: Impediments,
  ) {}

  /** The dispute whose refund is asked for, as far as the caller may know of it. */
  async of(disputeId: string, caller: Caller): Promise<Dispute> {
    return (await this.disputes.get(disputeId, caller)).dispute;
  }

  /** The marketplace tells how a payment ended; without a key it speaks of the newest. */
  async report(refundId: string, { result, key }: Report, circumstances: Circumstances): Promise<Answer | null> {
    const { disputeId, keyNo: newest } = await this.find(refundId);
    const keyNo = key === undefined ? newest : keyNoIn(key, refundId);
    if (keyNo === null || keyNo > newest) throw unknownKey();
    return (await this.results.take({ disputeId, refundId, keyNo, result }, 'report', circumstances)).answer;
  }

  /** A lead has paid in another way what the provider certainly did not. */
  async recordByHand(refundId: string, proof: Proof, caller: Caller, circumstances: Circumstances): Promise<Answer | null> {
    const { disputeId } = await this.find(refundId);
    const expects = (): Promise<void> => this.expectNoInterest(disputeId, caller);
    return (await this.disputes.apply(disputeId, recordedByHand(refundId, proof, caller), { caller }, { ...circumstances, expects })).answer;
  }

  /** Whose word it is that somebody was paid must not be related to who should have paid. */
  private async expectNoInterest(disputeId: string, { sub }: Caller): Promise<void> {
    const found = await this.impediments.of(disputeId, sub);
    const objection = found.find(({ binding, actions }) => binding && actions.includes('record-refund'));
    if (objection !== undefined) throw problem(objection.code);
  }

  private async find(refundId: string): Promise<RefundHandle> {
    const refund = await this.answers.find(refundId);
    if (refund === null) throw problem('not_found');
    return refund;
  }
}

/** How a payment ended, and by which key it was ordered. */
export interface Report {
  readonly result: Result;
  readonly key?: string | undefined;
}

/** How a payment by hand can be found again. */
export interface Proof {
  readonly reference: string;
  readonly evidenceIds: readonly string[];
}

const unknownKey = () =>
  problem('invalid', undefined, { errors: [{ pointer: '/key', code: 'key_unknown' }] });

function recordedByHand(refundId: string, { reference, evidenceIds }: Proof, { sub }: Caller): Command {
  return {
    // Nobody pays themselves: a lead who is a party of this dispute acts in it as that party only.
    event: (role, { buyerId, sellerId }) => (role === 'lead' && sub !== buyerId && sub !== sellerId ? 'refundRecordedByHand' : null),
    make: (_type, setting) => {
      if (moneyInFlight(setting.dispute.facts)) throw problem('money_in_flight');
      return { type: 'refundRecordedByHand', refundId, reference, evidenceIds: ownEvidence(setting, evidenceIds) };
    },
  };
}
