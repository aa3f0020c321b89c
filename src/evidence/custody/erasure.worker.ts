import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DisputesService, type Command } from '../../disputes/index.js';
import { failpoint } from '../../foundation/failpoints.js';
import { Log } from '../../foundation/logging/log.js';
import { Problem } from '../../foundation/problems/problem.js';
import { Workers } from '../../foundation/workers/workers.js';
import { ErasureRepository, type DueErasure } from '../store/erasure.repository.js';

const SLICE = 10;

/** Carries out granted erasures: tells the dispute, then forgets bytes and words. Every step can be the last before a crash. */
@Injectable()
export class ErasureWorker implements OnModuleInit {
  constructor(
    private readonly erasures: ErasureRepository,
    private readonly disputes: DisputesService,
    private readonly workers: Workers,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.workers.register({ name: 'evidence-erasure', tick: () => this.carryOutSome(), backlog: () => this.erasures.waiting() });
  }

  async carryOutSome(): Promise<number> {
    const due = await this.erasures.claim(SLICE);
    for (const erasure of due) await this.carryOut(erasure);
    return due.length;
  }

  /** One that fails holds up no other; it is tried again when its lease has run out. */
  private async carryOut(erasure: DueErasure): Promise<void> {
    const { evidenceId, disputeId } = erasure;
    try {
      if (!erasure.told) await this.tell(erasure);
      failpoint('erasure-told');
      await this.erasures.erase(evidenceId);
      this.log.info('evidence was erased', { evidenceId, disputeId, reasonCode: erasure.reasonCode });
    } catch (error) {
      this.log.error('evidence could not be erased and will be tried again', { evidenceId, disputeId, error });
    }
  }

  /** The dispute takes it in every state it can be in. Of a piece it does not know there is nothing to tell. */
  private async tell({ evidenceId, disputeId, reasonCode, role, by }: DueErasure): Promise<void> {
    const erased: Command = { event: () => 'evidenceErased', make: () => ({ type: 'evidenceErased', evidenceId, reasonCode }) };
    try {
      await this.disputes.apply(disputeId, erased, { actor: { role, id: by } });
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'evidence_unknown')) throw error;
    }
  }
}
