import { Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import { Config } from '../config/config.js';
import type { Language, Role } from '../identity/caller.js';
import { sandboxKeys } from './sandbox-keys.js';

/** As long as a real token may live at most. */
const LIFETIME = '24h';

/** Whom a sandbox token names. */
export interface SandboxPerson {
  readonly sub: string;
  readonly roles: readonly Role[];
  readonly locale?: Language;
}

/** The people of the seeds, the tour and the panel. */
export const PEOPLE = {
  buyer: { sub: 'buyer-ana', roles: [], locale: 'es' },
  secondBuyer: { sub: 'buyer-ben', roles: [], locale: 'en' },
  seller: { sub: 'seller-lumen', roles: [], locale: 'en' },
  arbitrator: { sub: 'arbitrator-ines', roles: ['arbitrator'], locale: 'en' },
  secondArbitrator: { sub: 'arbitrator-olu', roles: ['arbitrator'], locale: 'en' },
  lead: { sub: 'lead-mara', roles: ['lead'], locale: 'en' },
  marketplace: { sub: 'marketplace-demo', roles: ['marketplace'] },
} as const satisfies Record<string, SandboxPerson>;

export type PersonName = keyof typeof PEOPLE;

/** Mints tokens as the marketplace would; they pass the same verification. */
@Injectable()
export class SandboxTokens {
  constructor(private readonly config: Config) {}

  /** A token for anybody, by real time: a story of thirty days told in seconds must not expire it. */
  mint(person: SandboxPerson): Promise<string> {
    const { issuer, audience } = this.config.tokens;
    const { sub, roles, locale } = person;
    return new SignJWT({ roles, locale })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
      .setSubject(sub)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(LIFETIME)
      .sign(sandboxKeys().privateKey);
  }
}
