import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** One key, as settings write it: a name of its own and 32 bytes in base64. */
const ENTRY = /^([a-z0-9-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

/** Something sealed that cannot be opened: under a key that is not here, changed, or sealed for something else. */
export class SealBroken extends Error {
  constructor(reason: string) {
    super(`The seal cannot be opened: ${reason}`);
    this.name = 'SealBroken';
  }
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * Seals texts that must not lie open in the database (AES-256-GCM): what is sealed says under which key, and is bound to
 * what it is for, so that it is worth nothing in another row. The first key seals, all of them open.
 */
export class KeyRing {
  private constructor(private readonly keys: readonly [Key, ...Key[]]) {}

  /** Reads `name:base64,name:base64`, the newest first; null where it is not written so, or a name comes twice. */
  static parse(text: string): KeyRing | null {
    const found = text.split(',').map((entry) => ENTRY.exec(entry.trim()));
    const keys = found.flatMap((match) => (match === null ? [] : [{ id: match[1]!, bytes: Buffer.from(match[2]!, 'base64') }]));
    const [first, ...others] = keys;
    const isWhole = keys.length === found.length && keys.every(({ bytes }) => bytes.length === KEY_BYTES) && new Set(keys.map(({ id }) => id)).size === keys.length;
    return first === undefined || !isWhole ? null : new KeyRing([first, ...others]);
  }

  /** A key that everybody can make: for a sandbox, whose secrets are worth nothing. */
  static known(name: string): KeyRing {
    return new KeyRing([{ id: name, bytes: createHash('sha256').update(`parley ${name}`).digest() }]);
  }

  /** Seals a text for one purpose, such as the id of the row it stands in. */
  seal(text: string, purpose: string): string {
    const [{ id, bytes }] = this.keys;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, bytes, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return [VERSION, id, sealed.toString('base64url')].join('.');
  }

  /** @throws {SealBroken} */
  open(sealed: string, purpose: string): string {
    const [version, id, body = ''] = sealed.split('.');
    const key = this.keys.find((one) => one.id === id);
    if (version !== VERSION || key === undefined) throw new SealBroken(`there is no key ${String(id)}`);
    const bytes = Buffer.from(body, 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new SealBroken('it is cut');
    const decipher = createDecipheriv(CIPHER, key.bytes, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      throw new SealBroken('it was changed or is for something else');
    }
  }

  /** Whether it was sealed with the newest key. */
  isCurrent(sealed: string): boolean {
    return sealed.startsWith(`${VERSION}.${this.keys[0].id}.`);
  }
}
