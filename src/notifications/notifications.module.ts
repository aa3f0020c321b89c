import { Module } from '@nestjs/common';
import { PolicyModule } from '../policy/index.js';
import { FeedService } from './feed/feed.service.js';
import { StreamHub } from './feed/stream.hub.js';
import { EventsController } from './http/events.controller.js';
import { MailboxController } from './http/mailbox.controller.js';
import { DeliveriesController, WebhooksController } from './http/webhooks.controller.js';
import { NotificationsService } from './notifications.service.js';
import { RelayWorker } from './relay/relay.worker.js';
import { RemindersWorker } from './reminders.worker.js';
import { DeliveriesRepository } from './store/deliveries.repository.js';
import { FeedRepository } from './store/feed.repository.js';
import { NoticesRepository } from './store/notices.repository.js';
import { WebhooksRepository } from './store/webhooks.repository.js';
import { DeliveringWorker } from './webhooks/delivering.worker.js';
import { EndpointsService } from './webhooks/endpoints.service.js';
import { Outcomes } from './webhooks/outcomes.js';

/** Who hears what, and when. It reads what other contexts wrote and changes nothing of theirs but a deadline's next reminder. */
@Module({
  imports: [PolicyModule],
  controllers: [MailboxController, EventsController, WebhooksController, DeliveriesController],
  providers: [
    NotificationsService, NoticesRepository, RemindersWorker, FeedRepository, FeedService, StreamHub, RelayWorker, WebhooksRepository, DeliveriesRepository,
    EndpointsService, Outcomes, DeliveringWorker,
  ],
})
export class NotificationsModule {}
