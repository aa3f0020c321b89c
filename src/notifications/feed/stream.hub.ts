import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Whispers } from '../../foundation/database/whispers.js';
import { Health } from '../../foundation/health/health.js';
import { Log } from '../../foundation/logging/log.js';
import { Metrics } from '../../foundation/metrics/metrics.js';
import { isForBoth, roleIn, type FeedReader, type ReaderRole } from '../domain/visibility.js';
import { FeedRepository, NEWS_CHANNEL, type FeedEvent, type FeedNews } from '../store/feed.repository.js';

/** How often the process looks for news, once for all its streams, where nobody whispers of them. */
const LOOK_EVERY_MS = 50;
/** And where the last news were whispered of: the look is only for a whisper that was lost. */
const LOOK_EVERY_MS_WHEN_TOLD = 1_000;
const LOOK_EVERY_MS_IN_TROUBLE = 2_000;
/** Proxies close what is silent for a minute or less. */
const HEARTBEAT_SECONDS = 15;
const SLICE = 500;
const CATCH_UP = 100;

/** One open stream. What it is made of is its own matter: the hub only hands it what it may see. */
export interface Listener {
  readonly reader: FeedReader;
  readonly types: ReadonlySet<string> | null;
  readonly disputeId: string | null;
  /** Epoch milliseconds after which the reader must show a token again. */
  readonly until: number;
  readonly isClosed: boolean;
  send(event: FeedEvent, role: ReaderRole): void;
  /** Says that everything up to a position was looked at, and that the stream is alive. */
  beat(position: number): void;
  /** Whether more was sent than the reader takes. */
  readonly isBehind: boolean;
  /** Resolves when what was sent has left, or the stream is closed: also by itself, of a reader who takes nothing. */
  drained(): Promise<void>;
  end(): void;
}

interface Seat {
  readonly listener: Listener;
  /** What is up to here was sent, or is not for this listener. Null while it catches up by itself. */
  position: number | null;
  readonly beatsAt: number;
}

/** All streams of the process: one look at the database for all of them, and each gets what its reader may see. */
@Injectable()
export class StreamHub implements OnModuleDestroy {
  readonly #seats = new Map<Listener, Seat>();
  readonly #byAccount = new Map<string, Set<Seat>>();
  /** Staff and marketplace, who hear of every dispute. */
  readonly #everywhere = new Set<Seat>();
  #position = 0;
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #heartbeats: NodeJS.Timeout | undefined;
  #second = 0;
  #stopHearing: (() => void) | undefined;
  /** Whether the last news came with a whisper. */
  #isTold = false;
  /** Whether there was a whisper since the last look began. */
  #wasRung = false;
  #isLooking = false;
  #looksAgain = false;
  #closed = false;

  constructor(
    private readonly feed: FeedRepository,
    private readonly health: Health,
    private readonly log: Log,
    private readonly whispers: Whispers,
    metrics: Metrics,
  ) {
    metrics.gauge({ name: 'parley_streams', help: 'Open event streams', collect: async () => [{ value: this.#seats.size }] });
  }

  get size(): number {
    return this.#seats.size;
  }

  /** How many streams an account holds open here. */
  heldBy(sub: string): number {
    return [...this.#seats.keys()].filter(({ reader }) => reader.sub === sub).length;
  }

  /** Streams have no end of their own: without this the server would wait for them for ever. */
  onModuleDestroy(): void {
    this.#closed = true;
    this.endAll();
    this.rest();
  }

  /** Sends what came after a position (null: nothing that came before now), and from then on what comes. */
  async join(listener: Listener, after: number | null): Promise<void> {
    if (this.#closed) return listener.end();
    const seat: Seat = { listener, position: null, beatsAt: this.#seats.size % HEARTBEAT_SECONDS };
    this.#seats.set(listener, seat);
    await this.bring(seat, after);
  }

  private async bring(seat: Seat, after: number | null): Promise<void> {
    const { listener } = seat;
    try {
      this.#running ??= this.begin();
      await this.#running;
      await this.catchUp(seat, after ?? this.#position);
      // Who left before the stream began is never heard leaving.
      if (listener.isClosed) this.leave(listener);
    } catch (error) {
      this.log.warn('a stream could not catch up', { error });
      this.leave(listener);
      listener.end();
    }
  }

  leave(listener: Listener): void {
    const seat = this.#seats.get(listener);
    if (seat === undefined) return;
    this.#seats.delete(listener);
    this.stand(seat);
    if (this.#seats.size === 0) this.rest();
  }

  private async begin(): Promise<void> {
    this.#position = await this.feed.head();
    if (this.#closed) return;
    this.#heartbeats = setInterval(() => this.everySecond(), 1_000);
    this.lookIn(LOOK_EVERY_MS);
    this.#stopHearing = this.whispers.hear(NEWS_CHANNEL, { heard: () => this.hear(true), ready: () => this.hear(false) });
  }

  /** There is news, or there may have been while nobody listened: looks at once, or again where it is looking. */
  private hear(isTold: boolean): void {
    if (isTold) this.#isTold = this.#wasRung = true;
    if (this.#isLooking) this.#looksAgain = true;
    else if (this.#running !== null) this.lookIn(0);
  }

  private rest(): void {
    this.#stopHearing?.();
    this.#stopHearing = undefined;
    this.#isTold = false;
    clearTimeout(this.#timer);
    clearInterval(this.#heartbeats);
    this.#running = null;
  }

  private async catchUp(seat: Seat, after: number): Promise<void> {
    const { listener } = seat;
    const { reader, types, disputeId } = listener;
    for (let position = after; !listener.isClosed; ) {
      const page = await this.feed.page({ reader, after: position, types: types === null ? null : [...types], disputeId, limit: CATCH_UP });
      for (const event of page.events) listener.send(event, roleIn(reader, event)!);
      await listener.drained();
      position = page.through;
      // Nothing is awaited between this look and taking the seat, so no news can pass unseen.
      if (page.complete && position >= this.#position) return this.take(seat, position);
    }
  }

  private take(seat: Seat, position: number): void {
    const { listener } = seat;
    if (listener.isClosed || !this.#seats.has(listener)) return;
    seat.position = position;
    listener.beat(position);
    const { sub, isStaff, isMarketplace } = listener.reader;
    if (isStaff || isMarketplace) this.#everywhere.add(seat);
    else this.#byAccount.set(sub, (this.#byAccount.get(sub) ?? new Set()).add(seat));
  }

  private stand(seat: Seat): void {
    const { sub } = seat.listener.reader;
    seat.position = null;
    this.#everywhere.delete(seat);
    const own = this.#byAccount.get(sub);
    own?.delete(seat);
    if (own?.size === 0) this.#byAccount.delete(sub);
  }

  private lookIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), ms);
  }

  private async look(): Promise<void> {
    this.#isLooking = true;
    const pause = await this.lookOnce();
    this.#isLooking = false;
    const again = this.#looksAgain;
    this.#looksAgain = false;
    if (this.#running !== null && !this.#closed) this.lookIn(again ? 0 : pause);
  }

  /** Tells what is new: how long to rest then (milliseconds). */
  private async lookOnce(): Promise<number> {
    try {
      const wasRung = this.#wasRung;
      this.#wasRung = false;
      const asked = this.staffHere();
      const news = await this.feed.news(this.#position, SLICE, [...asked]);
      news.forEach((event) => this.tell(event, asked));
      if (news.length === SLICE) return 0;
      if (news.length > 0) this.#isTold = wasRung || this.#wasRung;
      return this.#isTold ? LOOK_EVERY_MS_WHEN_TOLD : LOOK_EVERY_MS;
    } catch (error) {
      this.log.warn('streams cannot look for news', { error });
      return LOOK_EVERY_MS_IN_TROUBLE;
    }
  }

  private staffHere(): Set<string> {
    return new Set([...this.#everywhere].flatMap(({ listener: { reader } }) => (reader.isStaff ? [reader.sub] : [])));
  }

  private tell(event: FeedNews, asked: ReadonlySet<string>): void {
    this.#position = event.position;
    for (const sub of new Set([event.buyerId, event.sellerId])) this.#byAccount.get(sub)?.forEach((seat) => this.tellSeat(seat, event, asked));
    this.#everywhere.forEach((seat) => this.tellSeat(seat, event, asked));
  }

  /**
   * Who is behind reads the rest at their own pace, instead of having it all kept for them here. Nothing is remembered of who
   * stands aside: the statement that finds an entry says so with it, from one snapshot of the database. So whoever stepped aside
   * before that, in whichever process, does not hear it, however long their stream was open. Who sat down after that
   * statement was sent was not asked about, and reads by themselves, where it is judged anew.
   */
  private tellSeat(seat: Seat, event: FeedNews, asked: ReadonlySet<string>): void {
    const role = roleFor(seat, event);
    if (role === null) return;
    const { sub } = seat.listener.reader;
    const isForStaff = role === 'staff' && !isForBoth(event);
    if (isForStaff && event.aside.includes(sub)) return;
    const isUnasked = isForStaff && !asked.has(sub);
    if (!isUnasked && !seat.listener.isBehind) return seat.listener.send(event, role);
    this.stand(seat);
    void this.bring(seat, event.position - 1);
  }

  /** A fifteenth of the streams at a time, so that thousands of them are no wave. */
  private everySecond(): void {
    if (this.health.draining) return this.endAll();
    this.#second = (this.#second + 1) % HEARTBEAT_SECONDS;
    const now = Date.now();
    for (const { listener, position, beatsAt } of this.#seats.values()) {
      if (listener.until <= now) listener.end();
      else if (position !== null && beatsAt === this.#second) listener.beat(this.#position);
    }
  }

  private endAll(): void {
    for (const listener of this.#seats.keys()) listener.end();
  }
}

/** In which role a listener hears of this; null where it does not. */
function roleFor({ listener, position }: Seat, event: FeedNews): ReaderRole | null {
  const { reader, types, disputeId } = listener;
  const role = roleIn(reader, event);
  if (role === null || !event[role] || position === null || event.position <= position) return null;
  const isWanted = (types === null || types.has(event.type)) && (disputeId === null || disputeId === event.disputeId);
  return isWanted ? role : null;
}
