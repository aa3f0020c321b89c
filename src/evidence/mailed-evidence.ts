import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { failpoint } from '../foundation/failpoints.js';
import { Answer } from '../foundation/http/index.js';
import type { IdempotencyRequest } from '../foundation/idempotency/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { problem } from '../foundation/problems/problem.js';
import { DeclaringService } from './declaring.service.js';
import { megabytesIn } from './domain/limits.js';
import { WHOLE_UP_TO } from './domain/uploads.js';
import { ObjectStore } from './object-store.js';
import { stagedKey } from './store/object-keys.js';
import { UploadsRepository } from './store/uploads.repository.js';

/** A file that somebody sent by e-mail. */
export interface MailedFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What programs that do not know say of every file; then its name tells more. */
const UNTOLD = ['application/octet-stream', 'binary/octet-stream', 'application/x-download', 'application/force-download'];
const BY_EXTENSION: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', heic: 'image/heic', pdf: 'application/pdf', mp4: 'video/mp4', webm: 'video/webm', mov: 'video/quicktime',
};
const OTHER_NAMES: Readonly<Record<string, string>> = { 'image/jpg': 'image/jpeg', 'image/pjpeg': 'image/jpeg', 'image/heif': 'image/heic', 'application/x-pdf': 'application/pdf' };

/**
 * Takes files out of e-mails: declares them for whoever sent them, under the limits of everybody's evidence, and puts the bytes
 * where they would have sent them. There they wait for their owner's `complete`; only then they are judged and shown.
 */
@Injectable()
export class MailedEvidence {
  constructor(
    private readonly declaring: DeclaringService,
    private readonly objects: ObjectStore,
    private readonly uploads: UploadsRepository,
  ) {}

  /** The piece it has become, the same one when it is told again under the same key. Throws what declaring refuses. */
  async stage(disputeId: string, file: MailedFile, owner: Caller, idempotency: IdempotencyRequest): Promise<string> {
    const { bytes } = file;
    if (bytes.length > WHOLE_UP_TO) throw problem('invalid', undefined, { errors: [{ pointer: '/size', code: 'too_large', values: { kind: 'mailed', megabytes: megabytesIn(WHOLE_UP_TO) } }] });
    const mediaType = mediaTypeOf(file);
    const declaration = {
      fileName: nameOf(file.fileName), mediaType, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), requirement: null, caption: null, held: false,
    };
    const { body } = await this.declaring.declare(disputeId, declaration, owner, idempotency, ({ id }) => new Answer(201, { id }));
    const { id } = JSON.parse(body as string) as { id: string };
    failpoint('mailed-evidence-declared');
    await this.objects.write(stagedKey(id), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), mediaType);
    await this.uploads.noteStaged(id);
    return id;
  }
}

function mediaTypeOf({ fileName, mediaType }: MailedFile): string {
  const type = OTHER_NAMES[mediaType] ?? mediaType;
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  return UNTOLD.includes(type) ? (BY_EXTENSION[extension] ?? type) : type;
}

/** A plain name, as everybody's must be: it comes back as the name of a download. */
function nameOf(fileName: string): string {
  const plain = fileName.toWellFormed().replace(/^.*[/\\]/s, '').replace(/\p{C}+/gu, ' ').trim();
  return [...(plain === '' ? 'file' : plain)].slice(-200).join('');
}
