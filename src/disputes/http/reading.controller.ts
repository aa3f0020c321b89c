import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, PageQuery } from '../../foundation/http/index.js';
import { Access } from '../../foundation/identity/index.js';
import { DisputesService } from '../disputes.service.js';
import { ReadingService } from '../reading.service.js';
import { AuditView, auditView } from './audit.view.js';
import { chartOf } from './chart/chart.js';
import { ETAG } from './documented.js';
import { DisputePageView, TimelinePageView } from './lists.view.js';
import { disputePage, listWish, timelinePage, timelineWish } from './pages.js';
import { DisputeQuery, DisputesQuery } from './reading.query.js';
import { Readers } from './readers.js';
import { FromReader, type Sender } from './sender.js';
import { DisputeView, viewOf } from './views/dispute.view.js';

const SVG = 'image/svg+xml';

/** What a dispute is and how it came to be, for whoever may know of it. */
@ApiTags('disputes')
@Access('authenticated')
@Controller('v1/disputes')
export class ReadingController {
  constructor(
    private readonly disputes: DisputesService,
    private readonly reading: ReadingService,
    private readonly readers: Readers,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listDisputes', summary: 'One’s own disputes, newest first', description: 'Staff and the marketplace see all. A draft is seen by its buyer only.' })
  @ApiOkResponse({ type: DisputePageView })
  async list(@Query() query: DisputesQuery, @FromReader() sender: Sender): Promise<DisputePageView> {
    const wish = listWish(query, sender);
    return disputePage(await this.reading.list(sender.caller, query.role, wish.filter, wish.before, wish.limit), wish, sender);
  }

  @Get(':disputeId')
  @ApiOperation({ operationId: 'getDispute', summary: 'A dispute as the caller may see it, and what the caller may do' })
  @ApiOkResponse({ type: DisputeView, headers: ETAG })
  async get(@Param('disputeId') id: string, @Query() { include }: DisputeQuery, @FromReader() sender: Sender): Promise<Answer> {
    const { dispute, role } = await this.disputes.get(id, sender.caller, { recent: include === 'timeline' ? 20 : 0 });
    return new Answer(200, viewOf(dispute, await this.readers.actingOn(dispute, role, sender)), { etag: dispute.version });
  }

  @Get(':disputeId/timeline')
  @ApiOperation({ operationId: 'getTimeline', summary: 'What happened, in words' })
  @ApiOkResponse({ type: TimelinePageView })
  async timeline(@Param('disputeId') id: string, @Query() query: PageQuery, @FromReader() sender: Sender): Promise<TimelinePageView> {
    const wish = timelineWish(id, query);
    const { dispute, role, impediments, events } = await this.reading.timeline(id, sender.caller, wish.after, wish.limit);
    return timelinePage(events, wish, dispute, this.readers.of(dispute, role, sender, impediments));
  }

  @Get(':disputeId/audit')
  @ApiOperation({ operationId: 'getAudit', summary: 'The history as it was chained, and whether it holds' })
  @ApiOkResponse({ type: AuditView })
  async audit(@Param('disputeId') id: string, @FromReader() sender: Sender): Promise<AuditView> {
    const chain = await this.reading.chain(id, sender.caller);
    return auditView(chain, this.readers.of(chain.dispute, chain.role, sender, chain.impediments));
  }

  @Get(':disputeId/chart.svg')
  @Header('Content-Type', SVG)
  @Header('Content-Security-Policy', `default-src 'none'; style-src 'unsafe-inline'`)
  @ApiOperation({ operationId: 'getChart', summary: 'The chart of the law, with the way taken and the present state' })
  @ApiOkResponse({ description: 'A drawing.', content: { [SVG]: { schema: { type: 'string' } } } })
  async chart(@Param('disputeId') id: string, @FromReader() sender: Sender): Promise<string> {
    const { dispute, role, steps } = await this.reading.way(id, sender.caller);
    return chartOf(steps, dispute.state, this.readers.of(dispute, role, sender));
  }
}
