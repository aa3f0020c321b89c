import { Injectable } from '@nestjs/common';
import { isStaff, type Caller } from '../foundation/identity/index.js';
import { problem } from '../foundation/problems/problem.js';
import { brokenAt, canonicalOf, GENESIS, type Audience } from './domain/chain.js';
import type { ListeningSide } from './domain/audience.js';
import type { ActorRole } from './domain/facts.js';
import type { Dispute, EventRecord, MeasuredWait } from './dispute.js';
import { DisputesService } from './disputes.service.js';
import { Impediments, standsAside, type Impediment } from './impediments.js';
import type { ListFilter, Whose } from './store/dispute-list.sql.js';
import { ReadingsRepository, type ChainRow, type ListedDispute, type MessageRecord, type ReadMarker, type UnreadTotal } from './store/readings.repository.js';

/** A dispute and the role in which its reader sees it. */
export interface Seen {
  readonly dispute: Dispute;
  readonly role: ActorRole;
}

/** What was said and done, for one reader. */
interface Told extends Seen {
  /** What keeps the reader from acting there; nothing for a party. */
  readonly impediments: readonly Impediment[];
}

export interface Chain extends Told {
  readonly rows: readonly ChainRow[];
  /** The first number that does not hold, or null. */
  readonly brokenAt: number | null;
}

const AUDIENCES: Partial<Readonly<Record<ActorRole, readonly Audience[]>>> = {
  buyer: ['parties', 'buyer'],
  seller: ['parties', 'seller'],
  arbitrator: ['parties', 'staff', 'buyer', 'seller'],
  lead: ['parties', 'staff', 'buyer', 'seller'],
};

/** What was said and done in a dispute is for its parties and for staff: the marketplace sees the dispute only. */
function audiencesOf(role: ActorRole): readonly Audience[] {
  const audiences = AUDIENCES[role];
  if (audiences === undefined) throw problem('forbidden');
  return audiences;
}

/** Readings of many rows, each for one reader. Nothing changes here. */
@Injectable()
export class ReadingService {
  constructor(
    private readonly disputes: DisputesService,
    private readonly readings: ReadingsRepository,
    private readonly impediments: Impediments,
  ) {}

  /** The caller's own disputes on one side or both; everybody's for staff and the marketplace. */
  list(caller: Caller, side: 'buyer' | 'seller' | undefined, filter: ListFilter, before: string | null, limit: number): Promise<ListedDispute[]> {
    return this.readings.list(whose(caller, side), caller.sub, filter, before, limit);
  }

  async timeline(disputeId: string, caller: Caller, after: number, limit: number): Promise<Told & { events: EventRecord[] }> {
    const { audiences, ...told } = await this.listening(disputeId, caller);
    return { ...told, events: await this.readings.timeline({ disputeId, audiences, readerId: caller.sub, limit }, after) };
  }

  /** All that was said to this reader, or only what is about one piece of evidence. */
  async messages(disputeId: string, caller: Caller, before: string | null, limit: number, about: string | null = null): Promise<Told & { messages: MessageRecord[] }> {
    const { audiences, ...told } = await this.listening(disputeId, caller);
    return { ...told, messages: await this.readings.messages({ disputeId, audiences, readerId: caller.sub, limit }, before, about) };
  }

  /** Says that the caller has read what was said up to an event. Beyond what was said to them there is nothing to read. */
  async markRead(disputeId: string, caller: Caller, upTo: number): Promise<ReadMarker> {
    const { role, impediments, audiences } = await this.listening(disputeId, caller);
    // Who is out of the case has nothing left to read in it: a marker that counted on would tell how much the others talk.
    if (standsAside(impediments)) return this.readings.unmark(disputeId, caller.sub, audiences, upTo);
    return this.readings.markRead(disputeId, caller.sub, sideOf(role), audiences, upTo);
  }

  /** Nothing is counted any longer for somebody who is out of a party's disputes. */
  unmarkAll(readerId: string, partyId: string): Promise<void> {
    return this.readings.unmarkAll(readerId, partyId);
  }

  /** How much the caller has not read, in all their disputes. */
  unreadOf(caller: Caller): Promise<UnreadTotal> {
    return this.readings.unreadOf(caller.sub);
  }

  /** Keeps what the desk measured of itself, so that parties who wait can be told. */
  keepWaits(waits: readonly Omit<MeasuredWait, 'asOf'>[], asOf: number): Promise<void> {
    return this.readings.keepWaits(waits, asOf);
  }

  /** The steps the dispute took from state to state. */
  async way(disputeId: string, caller: Caller): Promise<Seen & { steps: Pick<EventRecord, 'fromState' | 'toState'>[] }> {
    const { dispute, role } = await this.disputes.get(disputeId, caller);
    audiencesOf(role);
    return { dispute, role, steps: await this.readings.way(disputeId) };
  }

  /** The whole chain, checked against itself and against the dispute's own row. */
  async chain(disputeId: string, caller: Caller): Promise<Chain> {
    const { dispute, role, impediments } = await this.listening(disputeId, caller);
    const rows = await this.readings.chain(disputeId);
    return { dispute, role, impediments, rows, brokenAt: brokenAt(rows) ?? alteredAt(dispute, rows) ?? missingAt(dispute, rows) };
  }

  /** What of a dispute's talk its reader may hear: staff with an interest in it only what both sides hear. */
  private async listening(disputeId: string, caller: Caller): Promise<Told & { audiences: readonly Audience[] }> {
    const { dispute, role } = await this.disputes.get(disputeId, caller);
    const audiences = audiencesOf(role);
    const impediments = sideOf(role) === 'staff' ? await this.impediments.of(disputeId, caller.sub) : [];
    return { dispute, role, impediments, audiences: standsAside(impediments) ? ['parties'] : audiences };
  }
}

const sideOf = (role: ActorRole): ListeningSide => (role === 'buyer' || role === 'seller' ? role : 'staff');

function whose(caller: Caller, side: 'buyer' | 'seller' | undefined): Whose {
  if (side !== undefined) return side;
  return isStaff(caller) || caller.roles.includes('marketplace') ? 'all' : 'own';
}

/** The hashed text may be untouched beside columns that are not: whatever is shown from them must say the same. */
function alteredAt({ id: disputeId }: Dispute, rows: readonly ChainRow[]): number | null {
  const altered = rows.find(({ canonical, actor: { salt = '', ...actor }, at, ...row }) => {
    const { seq, type, fromState, toState, audience, lawVersion, policy, input } = row;
    const occurredAt = new Date(at).toISOString();
    return canonicalOf({ disputeId, seq, type, actor, fromState, toState, audience, lawVersion, policy, occurredAt, input }, salt) !== canonical;
  });
  return altered?.seq ?? null;
}

/** A chain that was cut off at its end holds in itself; the dispute's row knows better. Rows may have been added since it was read. */
function missingAt({ seq, chainHead }: Dispute, rows: readonly ChainRow[]): number | null {
  const last = seq === 0 ? GENESIS : rows[seq - 1]?.hash;
  return last === chainHead ? null : Math.min(seq, rows.length + 1);
}
