import { Injectable } from '@nestjs/common';
import { isStage } from '../disputes/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { problem } from '../foundation/problems/problem.js';
import { Staff } from './staff.js';
import { DraftsRepository, type RulingDraft } from './store/drafts.repository.js';

/** Much longer than the longest ruling that can be made. */
const LONGEST_DRAFT = 200_000;

/** Drafts of rulings. Nobody but their author ever sees them, and they end when the author rules. */
@Injectable()
export class DraftsService {
  constructor(
    private readonly staff: Staff,
    private readonly drafts: DraftsRepository,
  ) {}

  /** In place of what was there. Only for a case that the desk works on. */
  async keep(disputeId: string, document: Record<string, unknown>, caller: Caller): Promise<RulingDraft> {
    const { dispute } = await this.staff.admitsToPapers(disputeId, caller);
    if (!isStage(dispute.state, 'escalated', 'appealed')) throw problem('action_not_allowed');
    const text = JSON.stringify(document);
    if (text.length > LONGEST_DRAFT) throw problem('invalid', undefined, { errors: [{ pointer: '/document', code: 'too_long', values: { max: LONGEST_DRAFT } }] });
    return this.drafts.keep(disputeId, caller.sub, text);
  }

  async find(disputeId: string, caller: Caller): Promise<RulingDraft> {
    await this.staff.admitsToPapers(disputeId, caller);
    const draft = await this.drafts.find(disputeId, caller.sub);
    if (draft === null) throw problem('not_found');
    return draft;
  }

  /** Also where there is none, and for who is out of the case: it is gone either way. */
  async discard(disputeId: string, caller: Caller): Promise<void> {
    await this.staff.admits(disputeId, caller);
    await this.drafts.discard(disputeId, caller.sub);
  }
}
