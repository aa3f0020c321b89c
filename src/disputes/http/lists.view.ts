import { ApiProperty } from '@nestjs/swagger';
import { PageView } from '../../foundation/http/index.js';
import type { Caller } from '../../foundation/identity/index.js';
import { relationsTo } from '../authorise.js';
import { remedyOf, type ActorRole } from '../domain/facts.js';
import { STAGES, stageOf, STATES } from '../domain/states.js';
import type { ListedDispute, MessageRecord } from '../store/readings.repository.js';
import { stateShownTo } from './views/discretion.js';
import { MoneyView, RemedyView, remedyView } from './views/money.view.js';
import { DisputedItemView, WAITING_ON } from './views/parts.view.js';
import { isStaffRole, type Reader } from './views/reader.js';
import { ActorView, actorView, TimelineView } from './views/timeline.view.js';

/** A dispute as a list shows it; what may be done stands in the dispute itself. */
export class DisputeSummaryView {
  @ApiProperty({ example: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ example: 'D-2026-000123' })
  number: string;
  @ApiProperty({ example: 'order-2026-1001' })
  orderId: string;
  @ApiProperty({ example: 'buyer-ana' })
  buyerId: string;
  @ApiProperty({ example: 'seller-lumen' })
  sellerId: string;
  @ApiProperty({ enum: STATES.filter((state) => state !== 'discarded'), example: 'negotiation.awaitingBuyer' })
  state: string;
  @ApiProperty({ enum: STAGES.filter((stage) => stage !== 'discarded'), example: 'negotiation' })
  stage: string;
  @ApiProperty({ enum: WAITING_ON, example: 'buyer' })
  waitingOn: string;
  @ApiProperty({ required: false, format: 'date-time', description: 'When the time of whoever it waits for is over.', example: '2026-03-11T10:00:00.000Z' })
  dueAt?: string;
  @ApiProperty({ type: 'integer', example: 5 })
  version: number;
  @ApiProperty({ type: 'integer', required: false, minimum: 0, description: 'How many messages the caller has not marked as read; for parties and staff.', example: 2 })
  unread?: number;
  @ApiProperty({ example: 'damaged' })
  reason: string;
  @ApiProperty({ required: false, example: 'item_damaged' })
  subreason?: string;
  @ApiProperty({ type: [DisputedItemView] })
  items: DisputedItemView[];
  @ApiProperty({ type: MoneyView, required: false })
  claimAmount?: MoneyView;
  @ApiProperty({ type: RemedyView })
  requestedRemedy: RemedyView;
  @ApiProperty({ example: 'standard-1' })
  policy: string;
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-05T09:00:00.000Z' })
  openedAt?: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-05T08:55:00.000Z' })
  createdAt: string;
  @ApiProperty({ format: 'date-time', description: 'The last event that both sides may know of, talk included.', example: '2026-03-06T10:00:00.000Z' })
  updatedAt: string;
}

/** A place in a picture, from its top left corner. */
export class PointView {
  @ApiProperty({ minimum: 0, maximum: 1, example: 0.42 })
  x: number;
  @ApiProperty({ minimum: 0, maximum: 1, example: 0.17 })
  y: number;
}

/** What of a piece of evidence is spoken of. */
export class AnchorView {
  @ApiProperty({ example: 'ev_01kaz3p2d7f4x8m1q5s9v3b6ct' })
  evidenceId: string;
  @ApiProperty({ required: false, minimum: 0, description: 'In a video, from its beginning.', example: 12.5 })
  second?: number;
  @ApiProperty({ type: PointView, required: false, description: 'In a picture: 0 to 1 of its width and height.' })
  point?: PointView;
}

/** Something that was said. Its author is a role where staff spoke to a party. */
export class MessageView {
  @ApiProperty({ example: 'msg_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ type: 'integer', description: 'Its place among the dispute’s events: what a read marker names.', example: 7 })
  seq: number;
  @ApiProperty({ type: ActorView })
  author: ActorView;
  @ApiProperty({ enum: ['parties', 'staff', 'buyer', 'seller'], example: 'parties' })
  audience: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null where it was erased.', example: 'Could you send a photo of the label on the parcel?' })
  text: string | null;
  @ApiProperty({ type: [String], example: [] })
  evidenceIds: string[];
  @ApiProperty({ type: AnchorView, required: false, description: 'Only where it comments a piece of evidence.' })
  anchor?: AnchorView;
  @ApiProperty({ format: 'date-time', example: '2026-03-06T10:00:00.000Z' })
  createdAt: string;
}

const NEXT_CURSOR = { type: String, nullable: true, description: 'Null on the last page.', example: null } as const;

/** One page of disputes, newest first. */
export class DisputePageView extends PageView {
  @ApiProperty({ type: [DisputeSummaryView] })
  data: DisputeSummaryView[];
}

/** One page of messages, newest first. */
export class MessagePageView extends PageView {
  @ApiProperty({ type: [MessageView] })
  data: MessageView[];
}

/** One page of what happened, in its order. */
export class TimelinePageView extends TimelineView {
  @ApiProperty({ example: false })
  hasMore: boolean;
  @ApiProperty(NEXT_CURSOR)
  nextCursor: string | null;
}

const timeText = (at: number | null): string | undefined => (at === null ? undefined : new Date(at).toISOString());

/** When the time of whoever it waits for is over. Told to a party later than before, it would give away what is kept from them. */
function dueAtFor({ state, dueAt, reviewDueAt, waitedInVain }: ListedDispute, role: ActorRole): number | null {
  if (isStaffRole(role)) return dueAt;
  const at = state === stateShownTo(role, state) ? dueAt : reviewDueAt;
  return at !== null && stateShownTo(role, state).endsWith('.underReview') ? at - waitedInVain : at;
}

export function summaryView(row: ListedDispute, caller: Caller): DisputeSummaryView {
  const { id, number, orderId, buyerId, sellerId, waitingOn, version, policy, claim, currency, openedAt } = row;
  const role = relationsTo(row, caller)[0] ?? 'marketplace';
  const state = stateShownTo(role, row.state);
  const asked = openedAt === null ? claim.requested : remedyOf(claim.requested, claim);
  return {
    id, number, orderId, buyerId, sellerId, state, stage: stageOf(state), waitingOn,
    dueAt: timeText(dueAtFor(row, role)),
    version,
    unread: role === 'marketplace' ? undefined : (row.unread ?? 0),
    reason: claim.reason,
    subreason: claim.subreason,
    items: claim.items.map(({ lineId, quantity }) => ({ lineId, quantity })),
    claimAmount: openedAt === null ? undefined : { amount: claim.amount, currency },
    requestedRemedy: remedyView(asked.kind, asked.amount, currency),
    policy,
    openedAt: timeText(openedAt),
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}

export function messageView({ id, seq, author, audience, text, evidenceIds, anchor, createdAt }: MessageRecord, reader: Reader): MessageView {
  const about = anchor === null ? {} : { anchor: { ...anchor } };
  return { id, seq, author: actorView(author, reader), audience, text, evidenceIds: [...evidenceIds], ...about, createdAt: new Date(createdAt).toISOString() };
}
