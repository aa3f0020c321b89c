import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../foundation/config/config.js';
import { ID_PATTERN } from '../../foundation/ids.js';

/** Whose answer in which dispute an address takes, and who reads it. */
export interface ReplyAddress {
  readonly disputeId: string;
  readonly role: 'buyer' | 'seller';
  readonly audience: 'parties' | 'staff';
}

const LOCAL = 'reply+';
/** One letter says whose address it is and who reads what comes to it. */
const KINDS: Readonly<Record<string, Pick<ReplyAddress, 'role' | 'audience'>>> = {
  a: { role: 'buyer', audience: 'parties' },
  b: { role: 'buyer', audience: 'staff' },
  c: { role: 'seller', audience: 'parties' },
  d: { role: 'seller', audience: 'staff' },
};
const PARTS = /^([0-9a-z]{26})([a-d])([0-9a-f]{28})$/;
/** Hexadecimal digits: 112 bits, so that all fits into the 64 characters of a local part. */
const SIGNATURE_LENGTH = 28;
const DISPUTE = ID_PATTERN('dp');

/**
 * Addresses that letters are answered to: `reply+<dispute><whose><signature>@domain`. Nothing is kept of them, and no two
 * people have the same. All in lower case, because mail servers may change the case of what they forward.
 */
@Injectable()
export class ReplyAddresses {
  constructor(private readonly config: Config) {}

  /** Null where nobody could answer. */
  of(disputeId: string | null, role: string, audience: ReplyAddress['audience'] | null): string | null {
    const { replies } = this.config;
    const kind = Object.keys(KINDS).find((key) => KINDS[key]?.role === role && KINDS[key]?.audience === audience);
    if (replies === null || disputeId === null || kind === undefined) return null;
    const name = disputeId.slice(disputeId.indexOf('_') + 1);
    return `${LOCAL}${name}${kind}${signatureOf(name, kind, replies.secrets[0]!)}@${replies.domain}`;
  }

  /** What an address stands for; null when it is none that we have given to anybody. */
  read(address: string): ReplyAddress | null {
    const { replies } = this.config;
    const at = address.lastIndexOf('@');
    if (replies === null || address.length > 320 || address.slice(at + 1).toLowerCase() !== replies.domain) return null;
    const local = address.slice(0, at).toLowerCase();
    const [, name = '', kind = '', signature = ''] = local.startsWith(LOCAL) ? (PARTS.exec(local.slice(LOCAL.length)) ?? []) : [];
    const meant = KINDS[kind];
    if (meant === undefined || !DISPUTE.test(`dp_${name}`)) return null;
    const isOurs = replies.secrets.some((secret) => timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(name, kind, secret))));
    return isOurs ? { disputeId: `dp_${name}`, ...meant } : null;
  }
}

function signatureOf(name: string, kind: string, secret: string): string {
  return createHmac('sha256', secret).update(`reply address\n${name}\n${kind}`).digest('hex').slice(0, SIGNATURE_LENGTH);
}
