import { mailFaults } from './mail.js';
import { webhookFaults } from './webhooks.js';
import { replyFaults } from './replies.js';

type Given = Readonly<Record<string, unknown>>;

/** Rules that no variable can break alone. They look at the raw variables, so they speak even when another one is malformed. */
export function faultsBetween(given: Given): string[] {
  return [...(given.SANDBOX === '1' ? sandboxFaults(given) : realHouseFaults(given)), ...gatewayFaults(given), ...mailFaults(given), ...webhookFaults(given), ...replyFaults(given)];
}

function sandboxFaults(given: Given): string[] {
  const faults: string[] = [];
  if (given.NODE_ENV === 'production') faults.push('SANDBOX: a sandbox mints tokens for anyone and cannot run with NODE_ENV=production');
  if (given.JWT_JWKS_URL !== undefined) faults.push('JWT_JWKS_URL: a sandbox mints its own tokens and cannot trust real ones as well');
  if (given.JWT_PUBLIC_KEY !== undefined) faults.push('JWT_PUBLIC_KEY: a sandbox mints its own tokens and cannot trust real ones as well');
  return faults;
}

function realHouseFaults(given: Given): string[] {
  const keys = [given.JWT_JWKS_URL, given.JWT_PUBLIC_KEY].filter((key) => key !== undefined);
  const faults = keys.length === 1 ? [] : ['JWT_JWKS_URL, JWT_PUBLIC_KEY: exactly one of them must be set'];
  if (given.WEBHOOK_SPEED !== undefined && given.WEBHOOK_SPEED !== '1') faults.push('WEBHOOK_SPEED: only a sandbox may hurry, it needs SANDBOX=1');
  if (given.REFUND_GATEWAY === 'sandbox') faults.push('REFUND_GATEWAY: the sandbox gateway pays nobody and needs SANDBOX=1');
  return faults;
}

function gatewayFaults(given: Given): string[] {
  const gateway = given.REFUND_GATEWAY ?? 'marketplace';
  if (gateway !== 'marketplace') return [];
  return ['REFUND_WEBHOOK_URL', 'REFUND_WEBHOOK_SECRET']
    .filter((name) => given[name] === undefined)
    .map((name) => `${name}: is missing, the marketplace gateway needs it`);
}
