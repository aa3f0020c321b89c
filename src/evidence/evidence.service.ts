import { Injectable } from '@nestjs/common';
import { Impediments, type Found } from '../disputes/index.js';
import type { IdempotencyRequest } from '../foundation/idempotency/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { problem } from '../foundation/problems/problem.js';
import type { Evidence } from './domain/evidence.js';
import { isBeingRedacted, RENDITIONS, viewsFor, type RenditionName } from './domain/renditions.js';
import { ObjectStore } from './object-store.js';
import { expectShown, maySee, readerOf, readerWithin, type Reader } from './readers.js';
import { EvidenceRepository, type FoundEvidence } from './store/evidence.repository.js';
import { renditionKey } from './store/object-keys.js';
import { Withdrawal } from './withdrawal.js';

/** A player asks for one part of a film after the other, all at the address that it was given first. */
const PLAYBACK_SECONDS = 3600;

/** Pieces of evidence as people meet them: looked at by both sides and staff, taken back. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly pieces: EvidenceRepository,
    private readonly objects: ObjectStore,
    private readonly withdrawal: Withdrawal,
    private readonly impediments: Impediments,
  ) {}

  async get(id: string, caller: Caller): Promise<{ evidence: Evidence; reader: Reader }> {
    const { evidence, reader } = await this.seen(id, caller);
    return { evidence, reader };
  }

  /** A piece with its whole dispute, for whoever says something about it. */
  async discussed(id: string, caller: Caller, idempotency: IdempotencyRequest | undefined): Promise<{ evidence: Evidence; found: Found }> {
    const read = await this.pieces.findDiscussed(id, caller.sub, idempotency);
    const reader = readerOf(read?.found.dispute, caller);
    if (read === null || !maySee(read.evidence, reader)) throw problem('not_found');
    return read;
  }

  /** Up to `limit` pieces after `after`; a party's own whatever became of them, others' once they are part of the dispute. */
  async list(disputeId: string, caller: Caller, after: string, limit: number): Promise<{ pieces: Evidence[]; reader: Reader }> {
    const found = await this.pieces.list(disputeId, caller.sub, after, limit);
    const reader = readerOf(found?.dispute, caller);
    return { pieces: found?.pieces ?? [], reader: await readerWithin(disputeId, reader, this.impediments) };
  }

  /** Only what the dispute does not yet rest on can be taken back. */
  async remove(id: string, caller: Caller, requestId?: string): Promise<void> {
    const { evidence } = await this.own(id, caller);
    if (evidence.status === 'erased') throw problem('evidence_erased');
    if (evidence.sealed) throw problem('evidence_sealed');
    if (evidence.status === 'processing') throw problem('evidence_not_ready', { says: 'being_checked' });
    const done = evidence.status === 'available' ? await this.withdraw(evidence, requestId) : await this.pieces.forget(id, 'declared', 'rejected');
    // It moved on between reading and writing: judge it as it is now.
    if (!done) return this.remove(id, caller, requestId);
  }

  /** A short-lived address of the bytes, made when somebody asks for it and not before. */
  async addressOf(id: string, name: string, caller: Caller): Promise<string> {
    const { evidence, reader } = await this.seen(id, caller);
    if (name === 'original') throw reader.isStaff ? problem('reason_required', { says: 'say_why', values: { id } }) : problem('forbidden');
    const view = RENDITIONS.find((known) => known === name);
    if (view === undefined) throw problem('not_found');
    expectShown(evidence);
    if (!reader.isStaff && isBeingRedacted(evidence)) throw problem('evidence_not_ready', { says: 'being_redacted' });
    if (!viewsFor(evidence, reader.isStaff).some((rendition) => rendition.name === view)) throw problem('not_found');
    return this.sign(evidence, view);
  }

  private sign({ id, verifiedAttempt, fileName, renditions, redaction }: Evidence, view: RenditionName): Promise<string> {
    const attempt = verifiedAttempt ?? 0;
    const mediaType = renditions.find(({ name }) => name === view)?.mediaType ?? 'application/octet-stream';
    const extension = mediaType.slice(mediaType.indexOf('/') + 1);
    return this.objects.viewOf(renditionKey(id, attempt, view, redaction), `${fileName.replace(/\.[^.]*$/, '')}.${extension}`, mediaType, view === 'playback' ? PLAYBACK_SECONDS : undefined);
  }

  private async withdraw(evidence: Evidence, requestId?: string): Promise<boolean> {
    if (!(await this.pieces.wantRemoval(evidence.id))) return false;
    await this.withdrawal.carryOut(evidence, requestId);
    return true;
  }

  private async seen(id: string, caller: Caller): Promise<FoundEvidence & { reader: Reader }> {
    const found = await this.pieces.find(id);
    const reader = readerOf(found?.dispute, caller);
    if (found === null || !maySee(found.evidence, reader)) throw problem('not_found');
    return { ...found, reader: await readerWithin(found.evidence.disputeId, reader, this.impediments) };
  }

  private async own(id: string, caller: Caller): Promise<FoundEvidence & { reader: Reader }> {
    const found = await this.seen(id, caller);
    if (found.evidence.ownerId !== caller.sub) throw problem('not_found');
    return found;
  }
}
