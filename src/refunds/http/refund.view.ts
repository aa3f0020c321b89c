import { ApiProperty } from '@nestjs/swagger';
import { refundsView, RefundView, type Dispute } from '../../disputes/index.js';
import { Answer, PageView } from '../../foundation/http/index.js';

/** The refunds of one dispute; there is at most one. */
export class RefundListView extends PageView {
  @ApiProperty({ type: [RefundView] })
  data: RefundView[];
}

export const refundList = (dispute: Dispute): RefundListView => ({ data: refundsView(dispute), hasMore: false, nextCursor: null });

/** The refund itself, under the dispute's version: that is what If-Match compares. */
export const refundAnswer = (dispute: Dispute): Answer => new Answer(200, refundsView(dispute)[0], { etag: dispute.version });
