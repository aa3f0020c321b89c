import { v7 } from 'uuid';

/** What an id can name; the prefix tells a reader of a log or a URL what they are looking at. */
export type IdPrefix = 'dp' | 'ev' | 'eva' | 'lh' | 'of' | 'msg' | 'rul' | 'ir' | 'st' | 'ap' | 'rf' | 'evt' | 'we' | 'whd' | 'nt' | 'coi' | 'note' | 'mac' | 'ml' | 'im';

/** Crockford's alphabet leaves out i, l, o and u, so an id read aloud or retyped stays the same id. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 26;

/**
 * A new id such as `dp_01k9x...`: a UUIDv7 as 26 characters of base32. Ids made later sort later, also within one
 * millisecond, which keeps index pages warm and lets a list be ordered by id.
 */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${base32(v7(undefined, new Uint8Array(16)))}`;
}

/** Matches exactly the ids of one kind. The first character ends at 7 because 26 characters hold 130 bits, a UUID 128. */
export function ID_PATTERN(prefix: IdPrefix): RegExp {
  return new RegExp(`^${prefix}_[0-7][${ALPHABET}]{${LENGTH - 1}}$`);
}

function base32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 2;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(buffer >> bits) & 31];
    }
  }
  return text;
}
