import { Injectable } from '@nestjs/common';
import type { Sender } from '../disputes/index.js';
import { Answer } from '../foundation/http/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { newId } from '../foundation/ids.js';
import { problem } from '../foundation/problems/problem.js';
import { madeOnce } from './keeping.js';
import { Staff } from './staff.js';
import { NotesRepository, type CaseNote } from './store/notes.repository.js';

/** Notes that staff write for each other. No party ever sees one, nor that there is any. */
@Injectable()
export class NotesService {
  constructor(
    private readonly staff: Staff,
    private readonly notes: NotesRepository,
  ) {}

  async write(disputeId: string, text: string, { caller, idempotency }: Sender, view: (note: CaseNote) => unknown): Promise<Answer> {
    await this.staff.admitsToPapers(disputeId, caller);
    if (idempotency === undefined) throw problem('idempotency_key_required');
    return madeOnce(idempotency, (request) => this.notes.begin(request), (createdAt) => {
      const note = { id: newId('note'), disputeId, author: caller.sub, text, createdAt };
      const answer = new Answer(201, view(note), { location: `/v1/disputes/${disputeId}/notes#${note.id}` });
      return { answer, write: (kept) => this.notes.write(note, kept) };
    });
  }

  /** Newest first, up to one more than `limit`. */
  async list(disputeId: string, caller: Caller, before: string | null, limit: number): Promise<CaseNote[]> {
    await this.staff.admitsToPapers(disputeId, caller);
    return this.notes.list(disputeId, before, limit + 1);
  }

  /** Deletes what was written; that something was, stays. One's own, and a lead anybody's. */
  async erase(disputeId: string, noteId: string, caller: Caller): Promise<void> {
    const { role } = await this.staff.admitsToPapers(disputeId, caller);
    const mayAny = role === 'lead' || caller.roles.includes('lead');
    if (!(await this.notes.erase(disputeId, noteId, mayAny ? null : caller.sub))) throw problem('not_found');
  }
}
