import { Injectable } from '@nestjs/common';
import { NoticesRepository, type NoticeRecord } from './store/notices.repository.js';

/** What people were told. Telling them by e-mail and webhook joins here. */
@Injectable()
export class NotificationsService {
  constructor(private readonly notices: NoticesRepository) {}

  /** Newest first, from before a notice; one more than `limit` where there is more. */
  newest(before: string | null, limit: number): Promise<NoticeRecord[]> {
    return this.notices.newest(before, limit);
  }
}
