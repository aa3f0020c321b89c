import { AccountNoticeRow } from './store/account-notice.row.js';
import { EventFeedRow } from './store/event-feed.row.js';
import { FeedHeadRow } from './store/feed-head.row.js';
import { InboundMailRow } from './store/inbound-mail.row.js';
import { MailRow } from './store/mail.row.js';
import { MailDeskItemRow, MailGatheredRow, MailHeadRow, NotificationPreferenceRow } from './store/mail-planning.row.js';
import { NoticeRow } from './store/notice.row.js';
import { WebhookAttemptRow } from './store/webhook-attempt.row.js';
import { WebhookDeliveryRow } from './store/webhook-delivery.row.js';
import { WebhookEndpointRow } from './store/webhook-endpoint.row.js';
import { WebhookLaneRow } from './store/webhook-lane.row.js';
import { WebhookMessageRow } from './store/webhook-message.row.js';

export const ENTITIES = [
  NoticeRow, FeedHeadRow, EventFeedRow, WebhookEndpointRow, WebhookMessageRow, WebhookDeliveryRow, WebhookAttemptRow, WebhookLaneRow, AccountNoticeRow, MailHeadRow,
  MailRow, MailDeskItemRow, MailGatheredRow, NotificationPreferenceRow, InboundMailRow,
];
export { NotificationsModule } from './notifications.module.js';
