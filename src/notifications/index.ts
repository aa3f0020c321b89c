import { EventFeedRow } from './store/event-feed.row.js';
import { FeedHeadRow } from './store/feed-head.row.js';
import { NoticeRow } from './store/notice.row.js';

export const ENTITIES = [NoticeRow, FeedHeadRow, EventFeedRow];
export { NotificationsModule } from './notifications.module.js';
