import { Injectable } from '@nestjs/common';
import { DisputesService, type Command } from '../../disputes/index.js';
import { failpoint } from '../../foundation/failpoints.js';
import type { Redaction } from '../domain/redaction.js';
import type { StoredRendition } from '../domain/renditions.js';
import type { Area } from '../media/child/job.ts';
import type { MadeFile } from '../media/decoder.js';
import { Judge } from '../media/judge.js';
import { ObjectStore } from '../object-store.js';
import { originalKey, renditionKey } from '../store/object-keys.js';
import { RedactionRepository, type DueRedaction } from '../store/redaction.repository.js';

/**
 * Carries out one redaction: pictures are made anew from the original with everything burned away that was ever wished,
 * lie in the store, the dispute is told, and only then do they take the place of the old ones. Every step can be the last
 * before a crash, and two workers at the same piece make the same.
 */
@Injectable()
export class Redactor {
  constructor(
    private readonly redactions: RedactionRepository,
    private readonly judge: Judge,
    private readonly objects: ObjectStore,
    private readonly disputes: DisputesService,
  ) {}

  /** False where such pictures cannot be made. */
  async carryOut(due: DueRedaction): Promise<boolean> {
    const wishes = (await this.redactions.of(due.id)).filter(({ number }) => number <= due.number);
    const areas = wishes.flatMap(({ rectangles }) => rectangles).map(({ x, y, ...size }): Area => ({ left: x, top: y, ...size }));
    const original = await this.objects.read(originalKey(due.id, due.attempt), due.versionId);
    const renditions = await this.judge.hide(original, due, areas, (made) => this.keep(due, made ?? []));
    if (renditions.length === 0) return false;
    failpoint('redaction-written');
    await this.tell(due, wishes);
    failpoint('redaction-told');
    await this.redactions.show(due, renditions);
    return true;
  }

  private async keep({ id, attempt, number }: DueRedaction, made: readonly MadeFile[]): Promise<StoredRendition[]> {
    for (const { name, mediaType, size, file } of made) await this.objects.writeFile(renditionKey(id, attempt, name, number), file, size, mediaType);
    return made.map(({ file: _file, ...rendition }) => rendition);
  }

  /** Of each wish that it does not know of yet: one that was overtaken by a newer one has been carried out with it. */
  private async tell({ id, disputeId, told }: DueRedaction, wishes: readonly Redaction[]): Promise<void> {
    for (const { number, reasonCode, rectangles, role, person } of wishes.filter((wish) => wish.number > told)) {
      const redacted: Command = {
        event: () => 'evidenceRedacted',
        make: () => ({ type: 'evidenceRedacted', evidenceId: id, redaction: number, reasonCode, regions: rectangles.length }),
      };
      await this.disputes.apply(disputeId, redacted, { actor: { role, id: person } });
    }
  }
}
