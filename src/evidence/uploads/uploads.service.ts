import { Injectable } from '@nestjs/common';
import { mayDeclareEvidence } from '../../disputes/index.js';
import { failpoint } from '../../foundation/failpoints.js';
import type { Caller } from '../../foundation/identity/index.js';
import { problem } from '../../foundation/problems/problem.js';
import type { Declaration } from '../domain/evidence.js';
import { partCount, sizeOfPart, type StoredPart } from '../domain/uploads.js';
import { ObjectStore, type Upload } from '../object-store.js';
import { readerOf } from '../readers.js';
import { stagedKey } from '../store/object-keys.js';
import { PATIENCE_MS, UploadsRepository, type Uploading } from '../store/uploads.repository.js';
import { PartStore } from './part-store.js';

/** Where to ask for the addresses of the parts. */
export interface PartsUpload {
  readonly method: 'PUT';
  readonly partSize: number;
  readonly parts: number;
  /** Epoch milliseconds: the piece is forgotten then, unless an address is asked for before. */
  readonly expiresAt: number;
}

/** How the bytes of a declared piece are sent. */
export type Sending = Upload | PartsUpload;

/** An address for one part. */
export interface PartUpload extends Upload {
  readonly number: number;
  readonly size: number;
}

/** What has arrived of a piece that comes in parts. */
export interface Arrived {
  readonly parts: readonly StoredPart[];
  readonly partSize: number;
  readonly count: number;
}

/** Being asked for again keeps a piece from being forgotten; noting that once an hour is enough. */
const NOTED_EVERY_MS = 3_600_000;

/** Gives the addresses to which the bytes of a declared piece are sent, as often as they are asked for. */
@Injectable()
export class UploadsService {
  constructor(
    private readonly uploads: UploadsRepository,
    private readonly objects: ObjectStore,
    private readonly parts: PartStore,
  ) {}

  /** The way for a piece that was declared just now, or whose address has expired. Asks no store: signing is arithmetic. */
  async wayFor(piece: Pick<Declaration, 'size' | 'mediaType' | 'sha256'> & { readonly id: string }, partSize: number | null): Promise<Sending> {
    if (partSize === null) return this.objects.uploadTo(stagedKey(piece.id), piece);
    return { method: 'PUT', partSize, parts: partCount(piece.size, partSize), expiresAt: Date.now() + PATIENCE_MS };
  }

  async renew(id: string, caller: Caller): Promise<Sending> {
    const { evidence, partSize } = await this.awaited(id, caller);
    return this.wayFor(evidence, partSize);
  }

  /** Addresses for these parts, in the order asked for. The first call begins the upload in the store. */
  async sign(id: string, numbers: readonly number[], caller: Caller): Promise<PartUpload[]> {
    const uploading = await this.awaited(id, caller);
    const { evidence: { size }, partSize } = inParts(uploading);
    const last = partCount(size, partSize);
    const beyond = numbers.findIndex((number) => number > last);
    if (beyond >= 0) throw problem('invalid', undefined, { errors: [{ pointer: `/numbers/${beyond}`, code: 'no_such_part', values: { parts: last } }] });
    const uploadId = uploading.uploadId ?? (await this.begin(uploading));
    const at = Date.now();
    return Promise.all(numbers.map(async (number) => {
      const part = { number, size: sizeOfPart(number, size, partSize) };
      return { ...part, ...(await this.parts.partTo(stagedKey(id), uploadId, part, at)) };
    }));
  }

  /** What the store has of the piece; nothing before the first address was signed. */
  async arrived(id: string, caller: Caller): Promise<Arrived> {
    const { uploadId, partSize, evidence: { size } } = inParts(await this.awaited(id, caller));
    const parts = uploadId === null ? [] : await this.parts.list(stagedKey(id), uploadId);
    // Given up by a rule of the bucket: whoever asks for an address next begins another.
    if (parts === null && uploadId !== null) await this.uploads.forgetUpload(id, uploadId);
    return { parts: parts ?? [], partSize, count: partCount(size, partSize) };
  }

  /**
   * Begun when the piece is in the database, so that every upload in the store belongs to a piece somebody knows of: who
   * dies before noting it leaves an upload that the sweep recognises (open-uploads.worker.ts).
   */
  private async begin({ evidence: { id, mediaType } }: Uploading): Promise<string> {
    const begun = { key: stagedKey(id), uploadId: await this.parts.open(stagedKey(id), mediaType) };
    failpoint('upload-begun');
    const noted = await this.uploads.noteUpload(id, begun.uploadId);
    if (noted !== begun.uploadId) await this.parts.abort(begun);
    if (noted === null) throw problem('upload_closed');
    return noted;
  }

  /** One's own piece that waits for its bytes, while its side may still show evidence. */
  private async awaited(id: string, caller: Caller): Promise<Uploading> {
    const found = await this.uploads.find(id);
    readerOf(found?.dispute, caller);
    if (found === null || found.evidence.ownerId !== caller.sub) throw problem('not_found');
    if (found.evidence.status !== 'declared') throw problem('upload_closed');
    if (!mayDeclareEvidence(found.dispute.state, found.facts, found.evidence.by)) throw problem('action_not_allowed');
    if (found.askedAt < Date.now() - NOTED_EVERY_MS) await this.uploads.noteAsked(id);
    return found;
  }
}

function inParts(uploading: Uploading): Uploading & { readonly partSize: number } {
  const { partSize } = uploading;
  if (partSize === null) throw problem('upload_not_in_parts', { says: 'sent_whole' });
  return { ...uploading, partSize };
}
