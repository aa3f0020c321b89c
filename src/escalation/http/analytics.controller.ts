import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { decodeCursor, pageOf, parseLimit, type Answer } from '../../foundation/http/index.js';
import { Access, CurrentCaller, type Caller } from '../../foundation/identity/index.js';
import { problem } from '../../foundation/problems/problem.js';
import { AnalyticsService } from '../analytics.service.js';
import type { Period } from '../store/analytics.repository.js';
import { AnalyticsQuery, periodIn, ReasonedAnalyticsQuery, SellersAnalyticsQuery } from './analytics.query.js';
import {
  ArbitratorNumbersListView, arbitratorView, KeptPromisesView, keptPromiseView, OutcomesView, outcomeView, periodView, ResolutionTimesView,
  resolutionTimeView, SellerNumbersPageView, sellerView,
} from './analytics.view.js';
import { rate, reportAnswer, Reports, WantsCsv } from './report.js';

const COLUMNS = {
  times: ['stage', 'reason', 'disputes', 'p50Seconds', 'p90Seconds', 'p95Seconds'],
  promises: ['kind', 'reason', ...rate('kept')],
  outcomes: [
    'reason', 'disputes', 'settled', 'ruled', 'withdrawn', 'expired', 'inadmissible', 'superseded', ...rate('escalated'), ...rate('appealed'),
    ...rate('sellerAtFault'),
  ],
  sellers: ['seller', 'orders', 'disputes', 'closed', ...rate('disputed'), ...rate('atFault'), ...rate('escalated')],
  arbitrators: ['arbitrator', 'ruled', ...rate('appealed'), ...rate('overturned'), 'held', 'ruledAgain', 'appealsDecided', 'rulingsReviewed'],
} as const;

/** How arbitrators work is for their lead; how the marketplace does is for both. */
function expectOverview({ roles }: Caller): void {
  if (!roles.includes('lead') && !roles.includes('marketplace')) throw problem('forbidden');
}

/** The same question about the sellers after these; undefined where there are none. */
function nextOf(query: SellersAnalyticsQuery, cursor: string | null): string | undefined {
  if (cursor === null) return undefined;
  const asked = Object.entries({ ...query, cursor }).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : []));
  return `/v1/analytics/sellers?${new URLSearchParams(asked).toString()}`;
}

/** Numbers for those who run the platform. A dispute that was opened or closed a moment ago may not be in them yet. */
@ApiTags('analytics')
@Access('authenticated')
@Controller('v1/analytics')
export class AnalyticsController {
  constructor(private readonly analytics: AnalyticsService) {}

  @Get('resolution-times')
  @Reports('getResolutionTimes', 'How long disputes took', ResolutionTimesView, 'By stage and reason, for disputes closed in the time.')
  async resolutionTimes(@Query() query: ReasonedAnalyticsQuery, @CurrentCaller() caller: Caller, @WantsCsv() csv: boolean): Promise<Answer> {
    const period = await this.period(query, caller);
    const data = (await this.analytics.resolutionTimes(period, query.reason)).map(resolutionTimeView);
    return reportAnswer({ ...periodView(period), data }, COLUMNS.times, csv);
  }

  @Get('promises')
  @Reports('getKeptPromises', 'How often the platform kept its promises', KeptPromisesView, 'By promise and reason, for disputes closed in the time.')
  async promises(@Query() query: ReasonedAnalyticsQuery, @CurrentCaller() caller: Caller, @WantsCsv() csv: boolean): Promise<Answer> {
    const period = await this.period(query, caller);
    const data = (await this.analytics.promises(period, query.reason)).map(keptPromiseView);
    return reportAnswer({ ...periodView(period), data }, COLUMNS.promises, csv);
  }

  @Get('outcomes')
  @Reports('getOutcomes', 'How disputes ended', OutcomesView, 'By reason, for disputes closed in the time.')
  async outcomes(@Query() query: ReasonedAnalyticsQuery, @CurrentCaller() caller: Caller, @WantsCsv() csv: boolean): Promise<Answer> {
    const period = await this.period(query, caller);
    const data = (await this.analytics.outcomes(period, query.reason)).map(outcomeView);
    return reportAnswer({ ...periodView(period), data }, COLUMNS.outcomes, csv);
  }

  @Get('sellers')
  @Reports('getSellerNumbers', 'How often sellers are disputed, and at fault', SellerNumbersPageView, 'For disputes opened in the time; in order of the sellers’ accounts.')
  async sellers(@Query() query: SellersAnalyticsQuery, @CurrentCaller() caller: Caller, @WantsCsv() csv: boolean): Promise<Answer> {
    const period = await this.period(query, caller);
    const [filterKey, limit] = [JSON.stringify(['sellers', query.from, query.until]), parseLimit(query.limit)];
    const [after = ''] = decodeCursor(filterKey, query.cursor) ?? [];
    const rows = await this.analytics.sellers(period, String(after), limit);
    const page = pageOf(rows, limit, { filterKey, positionOf: ({ seller }) => [seller], viewOf: sellerView });
    return reportAnswer({ ...periodView(period), ...page }, COLUMNS.sellers, csv, nextOf(query, page.nextCursor));
  }

  @Get('arbitrators')
  @Reports('getArbitratorNumbers', 'What arbitrators ruled, and what became of it', ArbitratorNumbersListView, 'For disputes first ruled in the time.')
  async arbitrators(@Query() query: AnalyticsQuery, @CurrentCaller() caller: Caller, @WantsCsv() csv: boolean): Promise<Answer> {
    if (!caller.roles.includes('lead')) throw problem('forbidden');
    const period = await this.period(query, caller);
    const data = (await this.analytics.arbitrators(period)).map(arbitratorView);
    return reportAnswer({ ...periodView(period), data }, COLUMNS.arbitrators, csv);
  }

  private async period(query: AnalyticsQuery, caller: Caller): Promise<Period> {
    expectOverview(caller);
    return periodIn(query, await this.analytics.now());
  }
}
