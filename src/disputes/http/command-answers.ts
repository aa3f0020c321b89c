import { Injectable } from '@nestjs/common';
import { Answer } from '../../foundation/http/index.js';
import type { Dispute } from '../dispute.js';
import { DisputesService, type Command } from '../disputes.service.js';
import type { Lack } from '../domain/checklist.js';
import type { DisputeEvent } from '../domain/events.js';
import type { ActorRole } from '../domain/facts.js';
import { Readers } from './readers.js';
import type { Sender } from './sender.js';
import type { Reader } from './views/reader.js';
import { missingInWords } from './views/evidence-requests.view.js';
import { viewOf } from './views/dispute.view.js';
import { explanationOf } from './views/explanation.js';
import { timelineOf, type TimelineEntryView } from './views/timeline.view.js';

/** Where a client finds what an event made. */
export type Made = (dispute: Dispute, event: DisputeEvent) => string;

/** Puts a sender's command through the one door and answers with the dispute as that sender now sees it. */
@Injectable()
export class CommandAnswers {
  constructor(
    private readonly disputes: DisputesService,
    private readonly readers: Readers,
  ) {}

  /** 200 with the dispute, or 201 and a Location where the command makes something. */
  async to(disputeId: string, command: Command, sender: Sender, made?: Made): Promise<Answer> {
    return this.answer(disputeId, command, sender, (dispute, role, event) => {
      const location = made === undefined ? {} : { location: made(dispute, event) };
      return new Answer(made === undefined ? 200 : 201, this.view(dispute, role, sender), { etag: dispute.version, ...location });
    });
  }

  /** 204: what the command was about is gone. */
  async gone(disputeId: string, command: Command, sender: Sender): Promise<Answer> {
    return this.answer(disputeId, command, sender, () => new Answer(204, null));
  }

  /** Answers with something else than the dispute: what the command made. */
  as(disputeId: string, command: Command, sender: Sender, view: (made: DisputeEvent, dispute: Dispute, reader: Reader) => Answer): Promise<Answer> {
    return this.answer(disputeId, command, sender, (dispute, role, event) => view(event, dispute, this.readers.of(dispute, role, sender)));
  }

  /** The answer to a draft that was just started. */
  started(dispute: Dispute, sender: Sender): Answer {
    return new Answer(201, this.view(dispute, 'buyer', sender), { etag: dispute.version, location: `/v1/disputes/${dispute.id}` });
  }

  private view(dispute: Dispute, role: ActorRole, sender: Sender): unknown {
    return viewOf(dispute, this.readers.of(dispute, role, sender));
  }

  /** What was decided since a version, newest first, as far as the sender may know. Talk makes nothing stale. */
  private changes(dispute: Dispute, role: ActorRole, version: number, sender: Sender): TimelineEntryView[] {
    const since = dispute.recent.filter((event) => event.type !== 'messageSent' && (event.version ?? 0) > version);
    return timelineOf(since, this.readers.of(dispute, role, sender), dispute).data;
  }

  private async answer(
    disputeId: string, command: Command, sender: Sender, answer: (dispute: Dispute, role: ActorRole, event: DisputeEvent) => Answer,
  ): Promise<Answer> {
    const { caller, ifMatch, idempotency, requestId } = sender;
    const explain = (dispute: Dispute, role: ActorRole) => ({ ...explanationOf(dispute, this.readers.of(dispute, role, sender)) });
    const tell = (missing: readonly Lack[], dispute: Dispute, role: ActorRole) =>
      missing.map((lack) => missingInWords(lack, this.readers.of(dispute, role, sender)));
    const sinceThen = (dispute: Dispute, role: ActorRole, version: number) => ({ changes: this.changes(dispute, role, version, sender) });
    const outcome = await this.disputes.apply(disputeId, command, { caller }, { ifMatch, idempotency, requestId, answer, explain, tell, sinceThen });
    if (outcome.answer === null) throw new Error('a command that was answered for gave no answer');
    return outcome.answer;
  }
}
