import { Inject, Injectable } from '@nestjs/common';
import { DisputesService, type Circumstances, type Command, type Outcome } from '../disputes/index.js';
import { Alerts } from '../foundation/metrics/alerts.js';
import { Problem } from '../foundation/problems/problem.js';
import { alertAbout } from './domain/alerts.js';
import { failureCode, type Result } from './domain/answers.js';
import { REFUND_GATEWAY, type RefundGateway } from './gateways/refund-gateway.js';
import { AnswersRepository } from './store/answers.repository.js';

/** A final word about one key of one refund. */
export interface ToldResult {
  readonly disputeId: string;
  readonly refundId: string;
  readonly keyNo: number;
  readonly result: Result;
}

/** Takes what providers say to the disputes. Facts about money are never refused: what the law has no use for is kept, and a person is called. */
@Injectable()
export class RefundResults {
  constructor(
    private readonly answers: AnswersRepository,
    private readonly disputes: DisputesService,
    @Inject(REFUND_GATEWAY) private readonly gateway: RefundGateway,
    private readonly alerts: Alerts,
  ) {}

  /** Keeps the answer first, then lets the dispute judge it: a crash between the two asks the provider once more. */
  async take(told: ToldResult, source: 'call' | 'report', circumstances: Circumstances = {}): Promise<Outcome> {
    const { disputeId, refundId, keyNo, result } = told;
    const { id, repeated } = await this.answers.keep({ refundId, keyNo, source, answer: result });
    const outcome = await this.judged(told, id, circumstances);
    const { decision, dispute } = outcome;
    const alert = alertAbout({ result, keyNo, repeated, decision, state: dispute.state, refund: dispute.refund });
    if (alert !== null) this.alerts.raise(alert, { disputeId, refundId, keyNo, told: result.kind });
    return outcome;
  }

  /** What is refused for its form (a used key, a stale version) will be told again, and must be news then. */
  private async judged(told: ToldResult, kept: number, circumstances: Circumstances): Promise<Outcome> {
    const actor = { role: 'provider', id: this.gateway.name } as const;
    try {
      return await this.disputes.apply(told.disputeId, commandOf(told), { actor }, circumstances);
    } catch (error) {
      if (error instanceof Problem) await this.answers.forget(kept);
      throw error;
    }
  }
}

function commandOf({ refundId, keyNo, result }: ToldResult): Command {
  if (result.kind === 'succeeded') {
    const { reference: providerReference } = result;
    return { event: () => 'refundSucceeded', make: () => ({ type: 'refundSucceeded', refundId, keyNo, providerReference }) };
  }
  const failure = failureCode(result.failure);
  return { event: () => 'refundFailed', make: () => ({ type: 'refundFailed', refundId, keyNo, failure }) };
}
