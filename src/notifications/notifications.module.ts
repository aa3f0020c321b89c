import { Module } from '@nestjs/common';
import { DisputesModule } from '../disputes/index.js';
import { EvidenceModule } from '../evidence/index.js';
import { PolicyModule } from '../policy/index.js';
import { FeedService } from './feed/feed.service.js';
import { Rooms } from './feed/rooms.js';
import { StreamHub } from './feed/stream.hub.js';
import { TalkService } from './feed/talk.service.js';
import { EventsController } from './http/events.controller.js';
import { InboundController } from './http/inbound.controller.js';
import { MailboxController } from './http/mailbox.controller.js';
import { DeliveriesController, WebhooksController } from './http/webhooks.controller.js';
import { MailboxPagesController } from './http/mailbox-pages.controller.js';
import { ParkedInboundController } from './http/parked-inbound.controller.js';
import { ParkedMailsController } from './http/parked-mails.controller.js';
import { PreferencesController } from './http/preferences.controller.js';
import { TypingController } from './http/typing.controller.js';
import { UnsubscribeController } from './http/unsubscribe.controller.js';
import { MailLinks } from './mail/links.js';
import { MailPlanner } from './mail/planner.js';
import { MailPlanningWorker } from './mail/planning.worker.js';
import { Post } from './mail/post.js';
import { MailSendingWorker } from './mail/sending.worker.js';
import { NotificationsService } from './notifications.service.js';
import { ParkedMailsService } from './parked-mails.service.js';
import { PreferencesService } from './preferences.service.js';
import { InboundCount } from './replies/inbound-count.js';
import { InboundService } from './replies/inbound.service.js';
import { InboxWorker } from './replies/inbox.worker.js';
import { ParkedInboundService } from './replies/parked-inbound.service.js';
import { MailReader } from './replies/reading/mail-reader.js';
import { SmtpReceiver } from './replies/receiver.js';
import { ReplyActs } from './replies/reply-acts.js';
import { ReplyAddresses } from './replies/reply-addresses.js';
import { ReplyLetters } from './replies/reply-letters.js';
import { TakingService } from './replies/taking.service.js';
import { RelayWorker } from './relay/relay.worker.js';
import { RemindersWorker } from './reminders.worker.js';
import { DeliveriesRepository } from './store/deliveries.repository.js';
import { FeedRepository } from './store/feed.repository.js';
import { InboundRepository } from './store/inbound.repository.js';
import { MailPlanningRepository } from './store/mail-planning.repository.js';
import { MailSendingRepository } from './store/mail-sending.repository.js';
import { NoticesRepository } from './store/notices.repository.js';
import { PreferencesRepository } from './store/preferences.repository.js';
import { TalkRepository } from './store/talk.repository.js';
import { WebhooksRepository } from './store/webhooks.repository.js';
import { DeliveringWorker } from './webhooks/delivering.worker.js';
import { EndpointsService } from './webhooks/endpoints.service.js';
import { Outcomes } from './webhooks/outcomes.js';
import { ResealingWorker } from './webhooks/resealing.worker.js';

/** Who hears what, and when. It reads what other contexts wrote and changes nothing of theirs but a deadline's next reminder. */
@Module({
  imports: [PolicyModule, DisputesModule, EvidenceModule],
  controllers: [
    MailboxController, MailboxPagesController, ParkedMailsController, PreferencesController, UnsubscribeController, EventsController, TypingController,
    WebhooksController, DeliveriesController, InboundController, ParkedInboundController,
  ],
  providers: [
    NotificationsService, NoticesRepository, RemindersWorker, FeedRepository, FeedService, StreamHub, Rooms, TalkService, TalkRepository, RelayWorker, WebhooksRepository, DeliveriesRepository,
    EndpointsService, Outcomes, DeliveringWorker, ResealingWorker,
    MailPlanningRepository, MailSendingRepository, MailLinks, MailPlanner, MailPlanningWorker, Post, MailSendingWorker,
    PreferencesRepository, PreferencesService, ParkedMailsService,
    ReplyAddresses, InboundRepository, InboundCount, InboundService, SmtpReceiver, MailReader, ReplyActs, ReplyLetters, TakingService, InboxWorker, ParkedInboundService,
  ],
})
export class NotificationsModule {}
