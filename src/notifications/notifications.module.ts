import { Module } from '@nestjs/common';
import { PolicyModule } from '../policy/index.js';
import { MailboxController } from './http/mailbox.controller.js';
import { NotificationsService } from './notifications.service.js';
import { RemindersWorker } from './reminders.worker.js';
import { NoticesRepository } from './store/notices.repository.js';

/** Who hears what, and when. It reads what other contexts wrote and changes nothing of theirs but a deadline's next reminder. */
@Module({
  imports: [PolicyModule],
  controllers: [MailboxController],
  providers: [NotificationsService, NoticesRepository, RemindersWorker],
})
export class NotificationsModule {}
