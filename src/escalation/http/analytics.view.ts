import { ApiProperty } from '@nestjs/swagger';
import { rateOf } from '../domain/wilson.js';
import type { ArbitratorCount, OutcomeCount, Period, PromiseCount, ResolutionTime, SellerCount } from '../store/analytics.repository.js';

const count = { type: 'integer', minimum: 0, example: 41 } as const;
const ofAll = { required: false, example: 'damaged', description: 'Absent where it is about all reasons together.' } as const;

/** A share, with the interval in which the true one lies nineteen times out of twenty: with few cases it says little, and shows it. */
export class RateView {
  @ApiProperty({ ...count, description: 'Of how many cases it is a share.' })
  of: number;
  @ApiProperty({ type: Number, nullable: true, minimum: 0, maximum: 1, example: 0.1463, description: 'Null where there are none.' })
  value: number | null;
  @ApiProperty({ minimum: 0, maximum: 1, example: 0.0688 })
  low: number;
  @ApiProperty({ minimum: 0, maximum: 1, example: 0.2844 })
  high: number;
}

/** The time that is counted. */
class PeriodView {
  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  from: string;
  @ApiProperty({ format: 'date-time', example: '2026-04-01T00:00:00.000Z' })
  until: string;
}

export class ResolutionTimeView {
  @ApiProperty({ enum: ['total', 'negotiation', 'escalated', 'appealed', 'execution'], example: 'total' })
  stage: string;
  @ApiProperty(ofAll)
  reason?: string;
  @ApiProperty(count)
  disputes: number;
  @ApiProperty({ ...count, example: 432000, description: 'Half took at most so long.' })
  p50Seconds: number;
  @ApiProperty({ ...count, example: 950400 })
  p90Seconds: number;
  @ApiProperty({ ...count, example: 1296000 })
  p95Seconds: number;
}

/** How long disputes took that were closed in a time, for as long as they were open. */
export class ResolutionTimesView extends PeriodView {
  @ApiProperty({ type: [ResolutionTimeView] })
  data: ResolutionTimeView[];
}

export class KeptPromiseView {
  @ApiProperty({ enum: ['pickup', 'decision'], example: 'pickup' })
  kind: string;
  @ApiProperty(ofAll)
  reason?: string;
  @ApiProperty({ type: RateView, description: 'Disputes for which it was kept each time.' })
  kept: RateView;
}

/** How often the platform kept its word. */
export class KeptPromisesView extends PeriodView {
  @ApiProperty({ type: [KeptPromiseView] })
  data: KeptPromiseView[];
}

export class OutcomeView {
  @ApiProperty(ofAll)
  reason?: string;
  @ApiProperty(count)
  disputes: number;
  @ApiProperty(count)
  settled: number;
  @ApiProperty(count)
  ruled: number;
  @ApiProperty(count)
  withdrawn: number;
  @ApiProperty(count)
  expired: number;
  @ApiProperty(count)
  inadmissible: number;
  @ApiProperty(count)
  superseded: number;
  @ApiProperty({ type: RateView })
  escalated: RateView;
  @ApiProperty({ type: RateView, description: 'Of those that were decided.' })
  appealed: RateView;
  @ApiProperty({ type: RateView, description: 'The seller accepted the claim or gave no answer, or a ruling laid at least half on them.' })
  sellerAtFault: RateView;
}

/** How disputes ended that were closed in a time. */
export class OutcomesView extends PeriodView {
  @ApiProperty({ type: [OutcomeView] })
  data: OutcomeView[];
}

export class SellerNumbersView {
  @ApiProperty({ example: 'seller-lumen' })
  seller: string;
  @ApiProperty({ ...count, description: 'Placed in the time.' })
  orders: number;
  @ApiProperty({ ...count, description: 'Opened in the time.' })
  disputes: number;
  @ApiProperty({ ...count, description: 'Of these, closed by now.' })
  closed: number;
  @ApiProperty({ type: RateView, description: 'Orders placed in the time that were disputed.' })
  disputed: RateView;
  @ApiProperty({ type: RateView, description: 'Of those closed by now.' })
  atFault: RateView;
  @ApiProperty({ type: RateView })
  escalated: RateView;
}

/** Sellers with a dispute that was opened in a time. */
export class SellerNumbersPageView extends PeriodView {
  @ApiProperty({ type: [SellerNumbersView] })
  data: SellerNumbersView[];
  @ApiProperty({ example: false })
  hasMore: boolean;
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class ArbitratorNumbersView {
  @ApiProperty({ example: 'arbitrator-ines' })
  arbitrator: string;
  @ApiProperty({ ...count, description: 'Disputes first ruled in the time.' })
  ruled: number;
  @ApiProperty({ type: RateView, description: 'Of these, appealed by now.' })
  appealed: RateView;
  @ApiProperty({ type: RateView, description: 'Of the appeals decided by now, those that changed the ruling or sent it back.' })
  overturned: RateView;
  @ApiProperty({ ...count, description: 'Cases held at this moment.' })
  held: number;
  @ApiProperty({ ...count, example: 2, description: 'Disputes ruled in the time that had been ruled before, and were sent back or came back.' })
  ruledAgain: number;
  @ApiProperty({ ...count, example: 5, description: 'Disputes in which an appeal was decided or sent back in the time.' })
  appealsDecided: number;
  @ApiProperty({ ...count, example: 7, description: 'Disputes in which somebody else’s ruling was approved or refused in the time.' })
  rulingsReviewed: number;
}

/** The work of arbitrators. */
export class ArbitratorNumbersListView extends PeriodView {
  @ApiProperty({ type: [ArbitratorNumbersView] })
  data: ArbitratorNumbersView[];
}

export const periodView = ({ from, until }: Period): PeriodView => ({ from: from.toISOString(), until: until.toISOString() });

const reasonOf = (reason: string | null): { reason?: string } => (reason === null ? {} : { reason });
const seconds = (ms: number): number => Math.round(ms / 1000);

export function resolutionTimeView({ stage, reason, disputes, percentiles: [p50, p90, p95] }: ResolutionTime): ResolutionTimeView {
  return { stage, ...reasonOf(reason), disputes, p50Seconds: seconds(p50), p90Seconds: seconds(p90), p95Seconds: seconds(p95) };
}

export const keptPromiseView = ({ kind, reason, disputes, kept }: PromiseCount): KeptPromiseView => ({ kind, ...reasonOf(reason), kept: rateOf(kept, disputes) });

export function outcomeView({ reason, disputes, escalated, appealed, decided, atFault, ...outcomes }: OutcomeCount): OutcomeView {
  return {
    ...reasonOf(reason), disputes, ...outcomes,
    escalated: rateOf(escalated, disputes), appealed: rateOf(Math.min(appealed, decided), decided), sellerAtFault: rateOf(atFault, disputes),
  };
}

export function sellerView({ seller, orders, disputedOrders, disputes, closed, atFault, escalated }: SellerCount): SellerNumbersView {
  return {
    seller, orders, disputes, closed, disputed: rateOf(disputedOrders, orders), atFault: rateOf(atFault, closed), escalated: rateOf(escalated, disputes),
  };
}

export function arbitratorView({ appealed, judged, overturned, ...counts }: ArbitratorCount): ArbitratorNumbersView {
  return { ...counts, appealed: rateOf(appealed, counts.ruled), overturned: rateOf(overturned, judged) };
}
