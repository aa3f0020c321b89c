import { hash } from 'node:crypto';
import type { Caller } from './caller.js';

/**
 * A signature check costs 50-100 microseconds of CPU, a tenth of a whole command, and a client sends the same token a
 * thousand times. Bounded, so that nobody fills the memory with tokens; keyed by hash, so that a heap dump holds none;
 * and short-lived, so that a key the marketplace withdraws stops working within minutes, not with the token's `exp`.
 */
const CAPACITY = 10_000;
const TRUSTED_MS = 5 * 60 * 1000;

interface Verified {
  readonly caller: Caller;
  readonly untilMs: number;
}

/** Callers of tokens that were verified a moment ago; the least recently used leave first. */
export class VerifiedTokens {
  readonly #entries = new Map<string, Verified>();

  constructor(private readonly capacity = CAPACITY) {}

  get size(): number {
    return this.#entries.size;
  }

  /** The caller of a token seen before, unless it has expired since. */
  find(token: string, nowMs: number): Caller | undefined {
    const key = keyOf(token);
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (entry.untilMs <= nowMs) return undefined;
    // A Map keeps the order of insertion, so putting it back makes it the most recently used.
    this.#entries.set(key, entry);
    return entry.caller;
  }

  remember(token: string, caller: Caller, expiresMs: number, nowMs: number): void {
    const oldest = this.#entries.keys().next();
    if (this.#entries.size >= this.capacity && !oldest.done) this.#entries.delete(oldest.value);
    this.#entries.set(keyOf(token), { caller, untilMs: Math.min(expiresMs, nowMs + TRUSTED_MS) });
  }
}

function keyOf(token: string): string {
  return hash('sha256', token, 'base64');
}
