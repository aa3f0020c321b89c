import { createHash } from 'node:crypto';
import type { Caller, Language } from '../foundation/identity/index.js';

const SIDES = ['buyer', 'seller'] as const;
type Side = (typeof SIDES)[number];

const NAMES: Readonly<Record<Language, Readonly<Record<Side, string>>>> = {
  en: { buyer: 'Buyer', seller: 'Seller' },
  es: { buyer: 'Comprador', seller: 'Vendedor' },
};

/** Easy to read out; 32 of them. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * What a party is called where accounts are hidden, such as "Buyer 7F3K": the same in all of one dispute, and nothing that
 * could be found again in another. Just "Buyer" where it is not said which dispute it is about.
 */
export function pseudonymOf(disputeId: string, side: Side, language: Language): string {
  if (disputeId === '') return NAMES[language][side];
  const bytes = createHash('sha256').update(`${side} of ${disputeId}`).digest().subarray(0, 4);
  return `${NAMES[language][side]} ${[...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join('')}`;
}

/** Arbitrators judge, leads and the marketplace have to know whom. */
export const judgesBlindly = ({ roles }: Caller): boolean =>
  roles.includes('arbitrator') && !roles.includes('lead') && !roles.includes('marketplace');

type Members = Readonly<Record<string, unknown>>;
const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the members of an object are about, where it says so; otherwise what the object is part of. */
function aboutOf({ disputeId, id, orderId }: Members, about: string): string {
  if (typeof disputeId === 'string') return disputeId;
  if (typeof id === 'string' && id.startsWith('dp_')) return id;
  return about === '' && typeof orderId === 'string' ? orderId : about;
}

/** An account of a party stands in `buyerId` and `sellerId`, and as the `id` beside the `role` of whoever did or said something. */
function sideIn(name: string, { role }: Members): Side | undefined {
  if (name === 'buyerId') return 'buyer';
  if (name === 'sellerId') return 'seller';
  return name === 'id' ? SIDES.find((side) => side === role) : undefined;
}

/**
 * An answer with pseudonyms in place of the parties' accounts, wherever they stand in it. Whoever is a party to what it
 * is about is no judge of it and sees it as it is.
 */
export function withPseudonyms(value: unknown, reader: Caller, language: Language, about = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => withPseudonyms(each, reader, language, about));
  if (!isMembers(value)) return value;
  if (value['buyerId'] === reader.sub || value['sellerId'] === reader.sub) return value;
  const inside = aboutOf(value, about);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => {
    const side = typeof member === 'string' ? sideIn(name, value) : undefined;
    return [name, side === undefined ? withPseudonyms(member, reader, language, inside) : pseudonymOf(inside, side, language)];
  }));
}
