import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { LONGEST_WHISPER_BYTES, Whispers } from '../../foundation/database/whispers.js';
import { Log } from '../../foundation/logging/log.js';
import { TalkRepository } from '../store/talk.repository.js';
import { Company, mayHearTyping, othersOf, type Side } from '../domain/company.js';

const CHANNEL = 'parley_rooms';
const SAY_AGAIN_EVERY_MS = 10_000;
/** Longer than two times of saying so: one that is lost makes nobody leave. */
const BELIEVED_MS = 25_000;
const LOOK_EVERY_MS = 5_000;
/** How long a client shows that somebody is typing. */
const TYPING_SECONDS = 6;

/** An open window on one dispute. */
export interface Window {
  readonly isClosed: boolean;
  /** Sends what is not an event of the log: it has no id, so that the reader's place stays where it is. */
  whisper(name: string, data: object): void;
}

interface Seat {
  readonly window: Window;
  readonly disputeId: string;
  readonly side: Side;
  readonly sub: string;
  /** Whether the others are told that this side is there, unless it is by somebody who stands aside. */
  readonly isSeen: boolean;
  /** Staff who stand aside in the dispute are not the platform there; they hear what is for both sides. Last known. */
  isAside: boolean;
  /** What the window was last told of each other side. */
  readonly told: Map<Side, boolean>;
}

const isShown = ({ isSeen, isAside }: Seat): boolean => isSeen && !isAside;

type Place = readonly [disputeId: string, side: Side | null];
type Typing = { readonly is: 'typing'; readonly disputeId: string; readonly side: Side; readonly audience: string; readonly sub: string };
type Said =
  | { readonly is: 'here'; readonly by: string; readonly at: readonly Place[]; readonly asks: boolean }
  | { readonly is: 'gone'; readonly by: string; readonly at: readonly Place[] }
  | Typing;

/** The windows of this process that are open on single disputes: who else is there, and who is typing. Nothing of it is kept. */
@Injectable()
export class Rooms implements OnModuleDestroy {
  readonly #name = randomUUID();
  readonly #rooms = new Map<string, Set<Seat>>();
  readonly #company = new Company();
  #stopHearing: (() => void) | null = null;
  #timer: NodeJS.Timeout | undefined;
  #saidAt = 0;

  constructor(
    private readonly whispers: Whispers,
    private readonly talks: TalkRepository,
    private readonly log: Log,
  ) {}

  onModuleDestroy(): void {
    this.rest();
  }

  /** Says in all processes that somebody is typing. */
  async type(typing: Omit<Typing, 'is'>): Promise<void> {
    await this.say({ is: 'typing', ...typing });
  }

  enter(seat: Omit<Seat, 'told'>): void {
    if (seat.window.isClosed) return;
    const taken: Seat = { ...seat, told: new Map() };
    const { disputeId, side } = seat;
    this.#rooms.set(disputeId, (this.#rooms.get(disputeId) ?? new Set()).add(taken));
    this.begin();
    if (isShown(taken)) this.#company.heard(disputeId, side, this.#name, Number.POSITIVE_INFINITY);
    void this.say({ is: 'here', by: this.#name, at: [[disputeId, isShown(taken) ? side : null]], asks: true });
    this.tellRoom(disputeId);
  }

  leave(window: Window): void {
    for (const [disputeId, seats] of this.#rooms) {
      const seat = [...seats].find((each) => each.window === window);
      if (seat !== undefined) this.stand(disputeId, seats, seat);
    }
  }

  private stand(disputeId: string, seats: Set<Seat>, seat: Seat): void {
    seats.delete(seat);
    if (isShown(seat)) this.missed(disputeId, seat.side);
    if (seats.size > 0) return this.tellRoom(disputeId);
    this.#rooms.delete(disputeId);
    this.#company.forget(disputeId);
    if (this.#rooms.size === 0) this.rest();
  }

  /** Somebody of a side is not to be seen here any more: so is the side, unless there is another. */
  private missed(disputeId: string, side: Side): void {
    if ([...(this.#rooms.get(disputeId) ?? [])].some((other) => isShown(other) && other.side === side)) return;
    this.#company.heard(disputeId, side, this.#name, null);
    void this.say({ is: 'gone', by: this.#name, at: [[disputeId, side]] });
  }

  private begin(): void {
    if (this.#stopHearing !== null) return;
    this.#stopHearing = this.whispers.hear(CHANNEL, { heard: (text) => this.heard(text), ready: () => void this.sayAll(true) });
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  private rest(): void {
    clearInterval(this.#timer);
    this.#stopHearing?.();
    this.#stopHearing = null;
  }

  /** Who was not heard of for long is not there, and who is here says so again. */
  private look(): void {
    for (const disputeId of this.#rooms.keys()) this.tellRoom(disputeId);
    void this.within([...this.#rooms.values()].flatMap((seats) => [...seats].filter(({ side }) => side === 'platform')));
    if (Date.now() - this.#saidAt >= SAY_AGAIN_EVERY_MS) void this.sayAll(false);
  }

  private placesHere(disputeIds: Iterable<string>): Place[] {
    return [...disputeIds].flatMap((disputeId) => {
      const sides = new Set([...(this.#rooms.get(disputeId) ?? [])].filter(isShown).map(({ side }) => side));
      return [...sides].map((side): Place => [disputeId, side]);
    });
  }

  /** Many at once, as far as one whisper holds. Who asks names rooms too in which nobody of theirs is seen. */
  private async sayAll(asks: boolean): Promise<void> {
    this.#saidAt = Date.now();
    const unseen = asks ? [...this.#rooms.keys()].map((disputeId): Place => [disputeId, null]) : [];
    const all = [...this.placesHere(this.#rooms.keys()), ...unseen];
    const most = Math.floor((LONGEST_WHISPER_BYTES - 200) / 50);
    for (let from = 0; from < all.length; from += most) await this.say({ is: 'here', by: this.#name, at: all.slice(from, from + most), asks });
  }

  private say(said: Said): Promise<void> {
    return this.whispers.say(CHANNEL, JSON.stringify(said));
  }

  private heard(text: string): void {
    const said = saidIn(text);
    if (said === null) return;
    if (said.is === 'typing') return void this.tellTyping(said);
    if (said.by === this.#name) return;
    const known = said.at.filter(([disputeId]) => this.#rooms.has(disputeId));
    const until = said.is === 'here' ? Date.now() + BELIEVED_MS : null;
    for (const [disputeId, side] of known) {
      if (side !== null) this.#company.heard(disputeId, side, said.by, until);
      this.tellRoom(disputeId);
    }
    const answer = said.is === 'here' && said.asks ? this.placesHere(new Set(known.map(([disputeId]) => disputeId))) : [];
    if (answer.length > 0) void this.say({ is: 'here', by: this.#name, at: answer, asks: false });
  }

  /** Tells each window what has changed since it was last told. */
  private tellRoom(disputeId: string): void {
    const now = Date.now();
    for (const { window, side, told } of this.#rooms.get(disputeId) ?? []) {
      for (const other of othersOf(side)) {
        const online = this.#company.isThere(disputeId, other, now);
        if (told.get(other) === online) continue;
        told.set(other, online);
        window.whisper('presence', { disputeId, side: other, online });
      }
    }
  }

  /** What is not written to both sides is for staff only as long as they do not stand aside: of them that is asked each time. */
  private async tellTyping({ disputeId, side, audience, sub }: Typing): Promise<void> {
    const hearing = [...(this.#rooms.get(disputeId) ?? [])].filter((seat) => seat.sub !== sub && mayHearTyping(seat.side, audience));
    const isToAsk = (seat: Seat): boolean => audience !== 'parties' && seat.side === 'platform';
    const tell = ({ window }: Seat): void => window.whisper('typing', { disputeId, side, audience, seconds: TYPING_SECONDS });
    hearing.filter((seat) => !isToAsk(seat)).forEach(tell);
    (await this.within(hearing.filter(isToAsk))).forEach(tell);
  }

  /**
   * Those of these windows of staff whose owner does not stand aside; none where it cannot be asked. People step aside, in any
   * process, while their window is open: with every look, it is no longer (or again) the platform that is seen by it.
   */
  private async within(seats: readonly Seat[]): Promise<Seat[]> {
    if (seats.length === 0) return [];
    try {
      const aside = new Set((await this.talks.standingAside(seats)).map(({ disputeId, sub }) => `${disputeId} ${sub}`));
      for (const seat of seats) this.place(seat, aside.has(`${seat.disputeId} ${seat.sub}`));
      return seats.filter(({ isAside }) => !isAside);
    } catch (error) {
      this.log.warn('nobody knows who of the staff stands aside: they are not told who is typing', { error });
      return [];
    }
  }

  /** Who left meanwhile is seen nowhere, whatever they are. */
  private place(seat: Seat, isAside: boolean): void {
    const { disputeId, side } = seat;
    if (seat.isAside === isAside) return;
    const wasShown = isShown(seat);
    seat.isAside = isAside;
    if (this.#rooms.get(disputeId)?.has(seat) !== true) return;
    if (wasShown) this.missed(disputeId, side);
    else if (isShown(seat)) {
      this.#company.heard(disputeId, side, this.#name, Number.POSITIVE_INFINITY);
      void this.say({ is: 'here', by: this.#name, at: [[disputeId, side]], asks: false });
    }
    this.tellRoom(disputeId);
  }
}

/** Null for what was not said by us: anybody with the database's password can whisper. */
function saidIn(text: string): Said | null {
  try {
    const said = JSON.parse(text) as Said | null;
    if (said?.is === 'typing') return said;
    return (said?.is === 'here' || said?.is === 'gone') && Array.isArray(said.at) ? said : null;
  } catch {
    return null;
  }
}
