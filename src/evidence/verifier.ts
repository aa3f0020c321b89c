import { Injectable } from '@nestjs/common';
import { commitment, DisputesService, type Command } from '../disputes/index.js';
import { failpoint } from '../foundation/failpoints.js';
import { Log } from '../foundation/logging/log.js';
import { Problem } from '../foundation/problems/problem.js';
import { PolicyService } from '../policy/index.js';
import { distanceBetween } from './domain/distance.js';
import { allowedTypes } from './domain/limits.js';
import { looksFrom } from './domain/looks.js';
import type { Rejection } from './domain/verdict.js';
import { DecoderDied, DecoderTooSlow } from './media/decoder.js';
import { Judge, type Judgement } from './media/judge.js';
import { ObjectStore } from './object-store.js';
import { MalwareScanner } from './scanning/malware-scanner.js';
import { originalKey, renditionKey, stagedKey } from './store/object-keys.js';
import { VerificationRepository, type Waiting } from './store/verification.repository.js';
import { Staging } from './uploads/staging.js';

/** A file on which the decoder has died for a minute is not the machine's fault. */
const MOST_CRASHES = 6;
/** Each costs a minute of processor; the second is for a machine that was busy. */
const MOST_TIMEOUTS = 2;

/**
 * Judges one uploaded piece by its bytes and brings it into the dispute. Every step can be the last before a crash: what
 * was verified is noted before the dispute is told, and the dispute takes a piece once however often it is told.
 */
@Injectable()
export class Verifier {
  constructor(
    private readonly pieces: VerificationRepository,
    private readonly objects: ObjectStore,
    private readonly staging: Staging,
    private readonly disputes: DisputesService,
    private readonly policies: PolicyService,
    private readonly scanner: MalwareScanner,
    private readonly judge: Judge,
    private readonly log: Log,
  ) {}

  async verify(piece: Waiting): Promise<void> {
    if (piece.verifiedAttempt === null) {
      const rejection = await this.judged(piece);
      if (rejection === 'overtaken') return;
      if (rejection !== null) return this.reject(piece, rejection, null);
      failpoint('evidence-verified');
    }
    const salt = await this.pieces.saltOf(piece.id);
    if (salt === null) return;
    if (!(await this.addToDispute(piece, salt))) return this.reject(piece, 'too_late', piece.verifiedAttempt ?? piece.attempt);
    failpoint('evidence-added');
    await this.pieces.makeAvailable(piece.id);
  }

  /** Null when the bytes are what was declared and this try's copy of them is kept. */
  private async judged(piece: Waiting): Promise<Rejection | 'overtaken' | null> {
    const original = originalKey(piece.id, piece.attempt);
    const staged = await this.staging.arrived(piece);
    if (typeof staged === 'string') return staged;
    await this.scanner.check();
    const version = await this.objects.copy(stagedKey(piece.id), original, staged.etag);
    failpoint('evidence-copied');
    if (await this.isInfected(piece, original)) return 'malware_found';
    const allowed = allowedTypes(this.policies.get(piece.policy).evidenceLimits);
    try {
      return await this.judge.judge(await this.objects.read(original, version), piece, allowed, (judgement) => this.keep(piece, version, judgement));
    } catch (error) {
      if (error instanceof DecoderDied && piece.attempt >= (error instanceof DecoderTooSlow ? MOST_TIMEOUTS : MOST_CRASHES)) return 'unreadable';
      throw error;
    }
  }

  /** Before anything decodes it. Throws while the scanner does not answer: no piece becomes available unscanned. */
  private async isInfected({ id, disputeId }: Waiting, original: string): Promise<boolean> {
    const found = await this.scanner.find(() => this.objects.read(original)).catch(async (error: unknown) => {
      // It may fail for days, and every try has a copy of its own.
      await this.objects.remove(original).catch(() => undefined);
      throw error;
    });
    if (found !== null) this.log.warn('an upload was found infected', { evidenceId: id, disputeId, found });
    return found !== null;
  }

  /** What was made lies in the store before the try is noted as the one that is kept. */
  private async keep(piece: Waiting, version: string | null, judgement: Judgement): Promise<Rejection | 'overtaken' | null> {
    if (judgement.rejected !== null) return judgement.rejected;
    const { made, details } = judgement;
    const { latitude, longitude, ...claims } = judgement.claims;
    for (const { name, mediaType, size, file } of made) {
      await this.objects.writeFile(renditionKey(piece.id, piece.attempt, name), file, size, mediaType);
    }
    const isPlaced = piece.deliveryPlace !== null && latitude !== undefined && longitude !== undefined;
    const distance = isPlaced ? distanceBetween(piece.deliveryPlace, { latitude, longitude }) : null;
    const looks = judgement.looks === undefined ? null : looksFrom(judgement.looks);
    const renditions = made.map(({ file, ...rendition }) => rendition);
    const kept = { renditions, details, sha256: piece.sha256, claims, distance, looks };
    return (await this.pieces.keepAttempt(piece.id, piece.attempt, kept, version)) ? null : 'overtaken';
  }

  /** False when the dispute takes nothing more: it ended while the bytes were on their way. */
  private async addToDispute(piece: Waiting, salt: string): Promise<boolean> {
    try {
      await this.disputes.apply(piece.disputeId, added(piece, salt), { actor: { role: piece.by, id: piece.ownerId } });
      return true;
    } catch (error) {
      if (error instanceof Problem && error.code === 'action_not_allowed') return false;
      throw error;
    }
  }

  private async reject(piece: Waiting, why: Rejection, verified: number | null): Promise<void> {
    this.log.info('evidence was rejected', { evidenceId: piece.id, disputeId: piece.disputeId, why });
    await this.pieces.reject(piece.id, why, verified);
  }
}

/** The chain holds nothing but a commitment to the bytes: erasing the salt leaves no trace of them. */
function added({ id, by, kind, requirement, sha256, size, heldSince }: Waiting, salt: string): Command {
  const evidence = {
    id, by, kind, content: commitment(salt, sha256), size,
    ...(requirement === null ? {} : { requirement }),
    ...(heldSince === null ? {} : { heldSince: new Date(heldSince).toISOString() }),
  };
  return { event: () => 'evidenceAdded', make: () => ({ type: 'evidenceAdded', evidence }) };
}
