import { Inject, Injectable } from '@nestjs/common';
import { failpoint } from '../foundation/failpoints.js';
import { Log } from '../foundation/logging/log.js';
import { resultIn, type GatewayAnswer, type Result } from './domain/answers.js';
import type { Attempt } from './domain/attempt.js';
import { providerKey } from './domain/keys.js';
import { REFUND_GATEWAY, type RefundGateway } from './gateways/refund-gateway.js';
import { RefundResults } from './results.service.js';
import { AnswersRepository } from './store/answers.repository.js';
import { AttemptsRepository } from './store/attempts.repository.js';

/** Nobody was told to pay, so nobody did. */
const NEVER_SENT: Result = { kind: 'failed', failure: 'never_sent' };

/** Makes the calls that are due at the provider. A crash anywhere makes the same call again, under the same key. */
@Injectable()
export class Paying {
  constructor(
    private readonly attempts: AttemptsRepository,
    private readonly answers: AnswersRepository,
    private readonly results: RefundResults,
    @Inject(REFUND_GATEWAY) private readonly gateway: RefundGateway,
    private readonly log: Log,
  ) {}

  /** Calls that are due now; they are ours for as long as a call may take. */
  claim(limit: number): Promise<Attempt[]> {
    return this.attempts.claim(this.gateway, limit);
  }

  /** How many calls are due or being made. */
  open(): Promise<number> {
    return this.attempts.open(this.gateway);
  }

  /** Makes one call and takes its result to the dispute; true when that is done. */
  async carryOut(attempt: Attempt): Promise<boolean> {
    try {
      const answer = attempt.withheld ? NEVER_SENT : await this.call(attempt);
      failpoint('refund-called');
      await this.record(attempt, answer);
      await this.attempts.finish(attempt, answer);
      return true;
    } catch (error) {
      const { disputeId, refundId, keyNo } = attempt;
      this.log.error('a refund could not be carried out and will be tried again', { disputeId, refundId, keyNo, error });
      return false;
    }
  }

  private call({ kind, refundId, keyNo, disputeId, orderId, amount, currency }: Attempt): Promise<GatewayAnswer> {
    const key = providerKey(refundId, keyNo);
    return kind === 'ask' ? this.gateway.ask(key) : this.gateway.send({ key, refundId, disputeId, orderId, amount, currency });
  }

  private async record(attempt: Attempt, answer: GatewayAnswer): Promise<void> {
    const { disputeId, refundId, keyNo, firstSentAt, now } = attempt;
    const result = resultIn(answer, { firstSentAt, now, lifetime: this.gateway.keyLifetime });
    if (result !== null) await this.results.take({ disputeId, refundId, keyNo, result }, 'call');
    else if (answer.kind !== 'no_answer') await this.answers.keep({ refundId, keyNo, source: 'call', answer });
  }
}
