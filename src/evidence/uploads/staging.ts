import { Injectable } from '@nestjs/common';
import { failpoint } from '../../foundation/failpoints.js';
import type { Evidence } from '../domain/evidence.js';
import { partFaults } from '../domain/uploads.js';
import { ObjectStore } from '../object-store.js';
import { stagedKey } from '../store/object-keys.js';
import { PartStore } from './part-store.js';

/** A piece whose bytes are said to be there. */
export interface Sent extends Pick<Evidence, 'id' | 'size'> {
  readonly uploadId: string | null;
  readonly partSize: number | null;
}

/** What lies where pieces are sent to. */
@Injectable()
export class Staging {
  constructor(
    private readonly objects: ObjectStore,
    private readonly parts: PartStore,
  ) {}

  /** The object that arrived, its parts put together; or why there is none. May be repeated after a crash at any step. */
  async arrived({ id, size, uploadId, partSize }: Sent): Promise<{ readonly etag: string; readonly size: number } | 'not_found' | 'size_mismatch'> {
    const key = stagedKey(id);
    // No such upload: an earlier try has put it together, and what it made lies there.
    const parts = uploadId === null ? null : await this.parts.list(key, uploadId);
    if (uploadId !== null && partSize !== null && parts !== null) {
      if (parts.length === 0) return 'not_found';
      if (partFaults(parts, size, partSize).length > 0) return 'size_mismatch';
      await this.parts.putTogether(key, uploadId, parts);
      failpoint('parts-put-together');
    }
    const staged = await this.objects.look(key);
    if (staged === null) return 'not_found';
    // Spares copying and reading what is wrong already.
    return staged.size === size ? staged : 'size_mismatch';
  }
}
