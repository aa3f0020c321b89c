import { Module } from '@nestjs/common';
import { DisputesModule } from '../disputes/index.js';
import { Config } from '../foundation/config/config.js';
import { MarketplaceGateway } from './gateways/marketplace.gateway.js';
import { REFUND_GATEWAY, type RefundGateway } from './gateways/refund-gateway.js';
import { SandboxGateway } from './gateways/sandbox.gateway.js';
import { RefundsController } from './http/refunds.controller.js';
import { Paying } from './paying.service.js';
import { RefundWorker } from './refund.worker.js';
import { RefundsService } from './refunds.service.js';
import { RefundResults } from './results.service.js';
import { AnswersRepository } from './store/answers.repository.js';
import { AttemptsRepository } from './store/attempts.repository.js';
import { SandboxPayments } from './store/sandbox-payments.js';

/** The settings have been judged at boot: a marketplace gateway without address or secret does not come this far. */
function gatewayFor({ refunds: { gateway, webhookUrl = '', webhookSecret = '' } }: Config, payments: SandboxPayments): RefundGateway {
  return gateway === 'sandbox' ? new SandboxGateway(payments) : new MarketplaceGateway(webhookUrl, webhookSecret);
}

/** Money: paying what was decided, once. */
@Module({
  imports: [DisputesModule],
  controllers: [RefundsController],
  providers: [
    RefundsService, RefundResults, Paying, RefundWorker, AnswersRepository, AttemptsRepository, SandboxPayments,
    { provide: REFUND_GATEWAY, useFactory: gatewayFor, inject: [Config, SandboxPayments] },
  ],
})
export class RefundsModule {}
