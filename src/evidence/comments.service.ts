import { Injectable } from '@nestjs/common';
import { ReadingService, refuseFaults, sendMessage, type Command, type Sender } from '../disputes/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { faultOfSpot, type Spot } from './domain/anchors.js';
import { EvidenceService } from './evidence.service.js';

export interface CommentWords extends Spot {
  readonly text: string;
  readonly audience?: 'parties' | 'staff' | 'buyer' | 'seller';
}

/** A comment on a piece is a message of its dispute that says where in the piece it points. */
@Injectable()
export class CommentsService {
  constructor(
    private readonly evidence: EvidenceService,
    private readonly reading: ReadingService,
  ) {}

  /** The message that the comment is, and of which dispute. 404 for a piece the caller may not see, 422 for a spot it cannot have. */
  async commandFor(id: string, { second, point, ...words }: CommentWords, { caller, idempotency }: Sender): Promise<{ disputeId: string; command: Command }> {
    const { evidence, found } = await this.evidence.discussed(id, caller, idempotency);
    const spot = { ...(second === undefined ? {} : { second }), ...(point === undefined ? {} : { point }) };
    const fault = faultOfSpot(spot, evidence.kind, evidence.details);
    refuseFaults(fault === null ? [] : [{ pointer: `/${fault.field}`, ...fault.what }]);
    return { disputeId: evidence.disputeId, command: { ...sendMessage({ ...words, anchor: { evidenceId: id, ...spot } }), found } };
  }

  /** Newest first: what was said about the piece to this reader; one more than `limit`, where there is more. */
  async list(id: string, caller: Caller, before: string | null, limit: number): ReturnType<ReadingService['messages']> {
    const { evidence } = await this.evidence.get(id, caller);
    return this.reading.messages(evidence.disputeId, caller, before, limit, id);
  }
}
