import { Injectable } from '@nestjs/common';
import { Answer } from '../../foundation/http/index.js';
import type { Dispute } from '../dispute.js';
import { DisputesService, type Command } from '../disputes.service.js';
import { eventOf, type Action } from '../domain/actions.js';
import type { DisputeEvent, EventType } from '../domain/events.js';
import type { Actor, ActorRole } from '../domain/facts.js';
import { problem } from '../../foundation/problems/problem.js';
import type { Impediment } from '../impediments.js';
import { Readers } from './readers.js';
import type { Sender } from './sender.js';
import type { Reader } from './views/reader.js';
import { missingInWords } from './views/evidence-requests.view.js';
import { viewOf } from './views/dispute.view.js';
import { explanationOf } from './views/explanation.js';
import { timelineOf, type TimelineEntryView } from './views/timeline.view.js';

/** Where a client finds what an event made. */
export type Made = (dispute: Dispute, event: DisputeEvent) => string;

export interface Told {
  readonly answer: Answer;
  readonly changed: boolean;
}

/** Makes the answer of what happened, for whoever did it. */
type Viewing = (made: DisputeEvent, dispute: Dispute, reader: Reader) => Answer;

/** Puts a sender's command through the one door and answers with the dispute as that sender now sees it. */
@Injectable()
export class CommandAnswers {
  constructor(
    private readonly disputes: DisputesService,
    private readonly readers: Readers,
  ) {}

  /** 200 with the dispute, or 201 and a Location where the command makes something. */
  async to(disputeId: string, command: Command, sender: Sender, made?: Made): Promise<Answer> {
    return (await this.told(disputeId, command, sender, made)).answer;
  }

  /** As `to`, with whether the command changed anything: only then was written what it has alongside. */
  told(disputeId: string, command: Command, sender: Sender, made?: Made): Promise<Told> {
    return this.answer(disputeId, command, sender, (event, dispute, reader) => {
      const location = made === undefined ? {} : { location: made(dispute, event) };
      return new Answer(made === undefined ? 200 : 201, viewOf(dispute, reader), { etag: dispute.version, ...location });
    });
  }

  /** 204: what the command was about is gone. */
  async gone(disputeId: string, command: Command, sender: Sender): Promise<Answer> {
    return (await this.answer(disputeId, command, sender, () => new Answer(204, null))).answer;
  }

  /** Answers with something else than the dispute: what the command made. */
  async as(disputeId: string, command: Command, sender: Sender, view: Viewing): Promise<Answer> {
    return (await this.answer(disputeId, command, sender, view)).answer;
  }

  /** The answer to a draft that was just started. */
  started(dispute: Dispute, sender: Sender): Answer {
    return new Answer(201, viewOf(dispute, this.readers.of(dispute, 'buyer', sender)), { etag: dispute.version, location: `/v1/disputes/${dispute.id}` });
  }

  /** What was decided since a version, newest first, as far as its reader may know. Talk makes nothing stale. */
  private changes(dispute: Dispute, version: number, reader: Reader): TimelineEntryView[] {
    const since = dispute.recent.filter((event) => event.type !== 'messageSent' && (event.version ?? 0) > version);
    return timelineOf(since, reader, dispute).data;
  }

  /** Asked for each try: what stands in the sender's way may be there since a moment ago. */
  private async impediments(dispute: Dispute, actor: Actor, type: EventType, { gets = null, impediments }: Command): Promise<readonly Impediment[]> {
    const found = impediments ?? (await this.readers.impedimentsOf(dispute, actor.role, actor.id, type));
    const ofTheOther = gets === null ? [] : await this.readers.impedimentsOf(dispute, 'arbitrator', gets);
    const isMeant = (as: ActorRole) => (name: Action) => eventOf(name, as, dispute.state) === type;
    const own = found.find(({ binding, actions }) => binding && actions.some(isMeant(actor.role)));
    const objection = own ?? ofTheOther.find(({ binding }) => binding);
    if (objection !== undefined) throw problem(objection.code);
    return found;
  }

  private async answer(disputeId: string, command: Command, sender: Sender, view: Viewing): Promise<Told> {
    const { caller, ifMatch, idempotency, requestId } = sender;
    let impediments: readonly Impediment[] = [];
    const readerOf = (dispute: Dispute, role: ActorRole): Reader => this.readers.of(dispute, role, sender, impediments);
    const outcome = await this.disputes.apply(disputeId, command, { caller }, {
      ifMatch, idempotency, requestId,
      expects: async (dispute, actor, type) => {
        impediments = await this.impediments(dispute, actor, type, command);
      },
      answer: (dispute, role, event) => view(event, dispute, readerOf(dispute, role)),
      explain: (dispute, role) => ({ ...explanationOf(dispute, readerOf(dispute, role)) }),
      tell: (missing, dispute, role) => missing.map((lack) => missingInWords(lack, readerOf(dispute, role))),
      sinceThen: (dispute, role, version) => ({ changes: this.changes(dispute, version, readerOf(dispute, role)) }),
    });
    if (outcome.answer === null) throw new Error('a command that was answered for gave no answer');
    return { answer: outcome.answer, changed: outcome.decision === 'accepted' };
  }
}
