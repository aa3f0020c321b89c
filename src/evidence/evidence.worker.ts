import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Log } from '../foundation/logging/log.js';
import { Workers } from '../foundation/workers/workers.js';
import { VerificationRepository, type Waiting } from './store/verification.repository.js';
import { Verifier } from './verifier.js';

/** Decoding is the dearest thing this process does; two at once leave room for everything else. */
const AT_ONCE = 2;

/** Reads and judges what people said they have uploaded. Safe to run in many processes: each claims pieces of its own. */
@Injectable()
export class EvidenceWorker implements OnModuleInit {
  constructor(
    private readonly pieces: VerificationRepository,
    private readonly verifier: Verifier,
    private readonly workers: Workers,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.workers.register({
      name: 'evidence',
      tick: () => this.verifySome(),
      backlog: () => this.pieces.waiting(),
    });
  }

  async verifySome(): Promise<number> {
    const claimed = await this.pieces.claim(AT_ONCE);
    const done = await Promise.all(claimed.map((piece) => this.verify(piece)));
    return done.filter(Boolean).length;
  }

  private async verify(piece: Waiting): Promise<boolean> {
    try {
      await this.verifier.verify(piece);
      return true;
    } catch (error) {
      this.log.error('evidence could not be verified and will be tried again', { evidenceId: piece.id, attempt: piece.attempt, error });
      await this.pieces.tryLater(piece.id);
      return false;
    }
  }
}
