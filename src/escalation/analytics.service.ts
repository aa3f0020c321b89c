import { Injectable } from '@nestjs/common';
import { Clock } from '../foundation/clock/clock.js';
import {
  AnalyticsRepository, type ArbitratorCount, type OutcomeCount, type Period, type PromiseCount, type ResolutionTime, type SellerCount,
} from './store/analytics.repository.js';

/** Numbers about disputes, for those who run the platform and the marketplace. One dispute is one case, however often it was reopened. */
@Injectable()
export class AnalyticsService {
  constructor(
    private readonly analytics: AnalyticsRepository,
    private readonly clock: Clock,
  ) {}

  now(): Promise<number> {
    return this.clock.now();
  }

  resolutionTimes(period: Period, reason: string | undefined): Promise<ResolutionTime[]> {
    return this.analytics.resolutionTimes(period, reason ?? null);
  }

  promises(period: Period, reason: string | undefined): Promise<PromiseCount[]> {
    return this.analytics.promises(period, reason ?? null);
  }

  outcomes(period: Period, reason: string | undefined): Promise<OutcomeCount[]> {
    return this.analytics.outcomes(period, reason ?? null);
  }

  /** In order of their names, up to one more than `limit`. */
  sellers(period: Period, after: string, limit: number): Promise<SellerCount[]> {
    return this.analytics.sellers(period, after, limit + 1);
  }

  arbitrators(period: Period): Promise<ArbitratorCount[]> {
    return this.analytics.arbitrators(period);
  }
}
