import { RefundAnswerRow } from './store/refund-answer.row.js';
import { RefundAttemptRow } from './store/refund-attempt.row.js';
import { SandboxPaymentRow } from './store/sandbox-payment.row.js';

export const ENTITIES = [RefundAttemptRow, RefundAnswerRow, SandboxPaymentRow];
export { RefundsModule } from './refunds.module.js';
