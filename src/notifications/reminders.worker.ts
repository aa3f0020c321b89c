import { Injectable, type OnModuleInit } from '@nestjs/common';
import { nextReminder } from '../disputes/index.js';
import { Clock } from '../foundation/clock/clock.js';
import { newId } from '../foundation/ids.js';
import { Workers } from '../foundation/workers/workers.js';
import { PolicyService } from '../policy/index.js';
import { recipientsOf } from './domain/recipients.js';
import { NoticesRepository, type DueReminder, type Reminding } from './store/notices.repository.js';

/** Reminds people before their time is over; each moment once, however many workers there are. */
@Injectable()
export class RemindersWorker implements OnModuleInit {
  constructor(
    private readonly notices: NoticesRepository,
    private readonly policies: PolicyService,
    private readonly workers: Workers,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.clock.registerDueTime(() => this.notices.next());
    this.workers.register({
      name: 'reminders',
      tick: () => this.remind(),
      backlog: () => this.notices.countDue(),
    });
  }

  async remind(): Promise<number> {
    const due = await this.notices.due();
    return due.length === 0 ? 0 : this.notices.remind(due.map((one) => this.reminding(one)));
  }

  /** A deadline that has passed already is no longer reminded of; it is about to be fired. */
  private reminding(due: DueReminder): Reminding {
    const { awaiting, armedAt, dueAt, duration, policy, now } = due;
    const deadline = { kind: due.kind, awaiting, armedAt, dueAt, duration, pausedLeft: null } as Parameters<typeof nextReminder>[0];
    const nextAt = nextReminder(deadline, this.policies.get(policy).reminders, now);
    const recipients = dueAt <= now ? [] : recipientsOf(awaiting);
    const notices = recipients.map((role) => ({ id: newId('nt'), recipientId: role === 'buyer' ? due.buyerId : due.sellerId, recipientRole: role }));
    return { due, nextAt, notices };
  }
}
