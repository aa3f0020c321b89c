/** As what somebody is in the talk of a dispute. All staff are the platform: who of them it is, is nobody's to know. */
export type Side = 'buyer' | 'seller' | 'platform';

const OTHERS: Readonly<Record<Side, readonly Side[]>> = {
  buyer: ['seller', 'platform'],
  seller: ['buyer', 'platform'],
  platform: ['buyer', 'seller'],
};

/** Whose coming and going a side is told of. */
export const othersOf = (side: Side): readonly Side[] => OTHERS[side];

export const sideOf = (role: string): Side => (role === 'buyer' || role === 'seller' ? role : 'platform');

/** Whether a side may know that something is being written to an audience. */
export const mayHearTyping = (side: Side, audience: string): boolean => side === 'platform' || audience === 'parties' || audience === side;

/** To whom a side may write: a party to all or to the platform, staff to each side alone as well. */
export const mayWriteTo = (side: Side, audience: string): boolean => side === 'platform' || audience === 'parties' || audience === 'staff';

/** Who is there, as far as one process has heard: each process answers for its own windows, for a while. Times are epoch milliseconds. */
export class Company {
  readonly #until = new Map<string, Map<string, number>>();

  /** A process says that a side is there with it until then, or no longer (null). */
  heard(disputeId: string, side: Side, process: string, until: number | null): void {
    const key = `${disputeId} ${side}`;
    const known = this.#until.get(key) ?? new Map<string, number>();
    if (until === null) known.delete(process);
    else known.set(process, until);
    if (known.size === 0) this.#until.delete(key);
    else this.#until.set(key, known);
  }

  isThere(disputeId: string, side: Side, now: number): boolean {
    return [...(this.#until.get(`${disputeId} ${side}`)?.values() ?? [])].some((until) => until > now);
  }

  forget(disputeId: string): void {
    for (const side of Object.keys(OTHERS)) this.#until.delete(`${disputeId} ${side}`);
  }
}
