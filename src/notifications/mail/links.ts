import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { Config } from '../../foundation/config/config.js';

const ALGORITHM = 'HS256';
const UNSUBSCRIBE = 'unsubscribe';

/** Whose letters of which kind a link stops. */
export interface Unsubscription {
  readonly accountId: string;
  readonly template: string;
}

/** Addresses in letters that do something without a login: signed, so that nobody does it for somebody else. They never expire (RFC 8058). */
@Injectable()
export class MailLinks {
  readonly #key: Uint8Array;

  constructor(private readonly config: Config) {
    this.#key = new TextEncoder().encode(config.mail.secret);
  }

  disputePage(disputeId: string): string {
    return this.config.mail.disputePage.replace('{disputeId}', encodeURIComponent(disputeId));
  }

  queue(): string {
    return `${this.config.publicUrl}/v1/cases`;
  }

  async unsubscribe({ accountId, template }: Unsubscription): Promise<string> {
    const token = await new SignJWT({ kind: template }).setProtectedHeader({ alg: ALGORITHM }).setSubject(accountId).setAudience(UNSUBSCRIBE).sign(this.#key);
    return `${this.config.publicUrl}/v1/unsubscribe?token=${token}`;
  }

  /** What a link stops; null when it is none of ours. */
  async unsubscription(token: string): Promise<Unsubscription | null> {
    try {
      const { payload } = await jwtVerify(token, this.#key, { algorithms: [ALGORITHM], audience: UNSUBSCRIBE, requiredClaims: ['sub', 'kind'] });
      return typeof payload['kind'] === 'string' && typeof payload.sub === 'string' ? { accountId: payload.sub, template: payload['kind'] } : null;
    } catch {
      return null;
    }
  }
}
