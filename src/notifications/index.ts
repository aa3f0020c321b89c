import { NoticeRow } from './store/notice.row.js';

export const ENTITIES = [NoticeRow];
export { NotificationsModule } from './notifications.module.js';
