import type { JWTPayload } from 'jose';
import { LANGUAGES, ROLES, type Caller, type Language, type Role } from './caller.js';

/** A stolen token must not be useful for longer than a day. */
export const MAX_LIFETIME_SECONDS = 24 * 60 * 60;

/** An account's name is a word: it becomes part of keys, of the event log and of log lines. */
const SUBJECT = /^[\x21-\x7e]{1,128}$/;

/** Raised for a token whose signature is fine but whose claims are not. */
export class ClaimsRefused extends Error {}

/** Reads a caller out of verified claims. Roles we do not know belong to the marketplace and are left out. */
export function callerFrom(claims: JWTPayload): Caller {
  const { sub, iat, exp } = claims;
  if (typeof sub !== 'string' || !SUBJECT.test(sub)) throw new ClaimsRefused('sub must be 1 to 128 visible ASCII characters');
  if (typeof iat !== 'number' || typeof exp !== 'number' || exp - iat > MAX_LIFETIME_SECONDS) {
    throw new ClaimsRefused('the token must not live longer than 24 hours');
  }
  const locale = languageFrom(claims.locale);
  return { sub, roles: rolesFrom(claims.roles), ...(locale === undefined ? {} : { locale }) };
}

function rolesFrom(claimed: unknown): Role[] {
  return Array.isArray(claimed) ? ROLES.filter((role) => claimed.includes(role)) : [];
}

function languageFrom(claimed: unknown): Language | undefined {
  return LANGUAGES.find((language) => typeof claimed === 'string' && claimed.toLowerCase().split(/[-_]/)[0] === language);
}
