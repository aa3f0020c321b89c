import { Injectable } from '@nestjs/common';
import { Impediments, isOpen, relationsTo } from '../../disputes/index.js';
import { constraintOf } from '../../foundation/database/sql.js';
import type { Answer } from '../../foundation/http/index.js';
import { answerFromRecord, answerFromStored, IDEMPOTENCY_CONSTRAINT, idempotencyParams, storedAnswerOf, type IdempotencyRequest } from '../../foundation/idempotency/index.js';
import { isStaff, type Caller } from '../../foundation/identity/index.js';
import { Alerts } from '../../foundation/metrics/alerts.js';
import { problem } from '../../foundation/problems/problem.js';
import { erasureRefusal, type Asker, type Erasure, type ErasureReason, type Granter } from '../domain/erasure.js';
import { ErasureRepository, type Plea } from '../store/erasure.repository.js';

export interface ErasureWish {
  readonly reasonCode: ErasureReason;
  readonly text: string | null;
}

type AnswerOf = (erasure: Erasure) => Answer;

/** A person wants their evidence forgotten: its owner asks, a lead or the marketplace grants, a worker carries it out. */
@Injectable()
export class ErasuresService {
  constructor(
    private readonly erasures: ErasureRepository,
    private readonly alerts: Alerts,
    private readonly impediments: Impediments,
  ) {}

  /** Asked again, or granted again, it changes nothing and tells how it stands. */
  async erase(id: string, wish: ErasureWish, caller: Caller, idempotency: IdempotencyRequest, answerOf: AnswerOf): Promise<Answer> {
    const plea = await this.erasures.plea(id, idempotency);
    const role = roleIn(plea, caller);
    const known = plea as Plea;
    const replay = answerFromRecord(known.known, idempotency);
    if (replay !== null) return replay;
    if (!isAsker(role) && isStaff(caller)) await this.impediments.admit(known.disputeId, caller.sub);
    if (known.erasure !== null && (known.erasure.granted !== null || isAsker(role))) return answerOf(known.erasure);
    refuse(known, role, wish);
    const erasure = wishedFor(known, wish, role, caller.sub);
    const stored = storedAnswerOf(answerOf(erasure));
    const done = await this.write(erasure, idempotencyParams(idempotency, stored));
    if (!done) return this.erase(id, wish, caller, idempotency, answerOf);
    if (isAsker(role)) this.alerts.raise('erasure_requested', { disputeId: known.disputeId, evidenceId: id, reasonCode: wish.reasonCode });
    return answerFromStored(stored, false);
  }

  private async write(erasure: Erasure, kept: readonly unknown[]): Promise<boolean> {
    const { granted } = erasure;
    try {
      return granted === null ? await this.erasures.request(erasure, kept) : await this.erasures.grant({ ...erasure, granted }, kept);
    } catch (error) {
      // The same request came twice at once: the answer of the other one is read again.
      if (constraintOf(error) !== IDEMPOTENCY_CONSTRAINT) throw error;
      return false;
    }
  }
}

const isAsker = (role: Asker | Granter): role is Asker => role === 'buyer' || role === 'seller';

/** 404 for who may not know of the piece, 403 for who may but has no say in it. A party is never staff in their own dispute. */
function roleIn(plea: Plea | null, caller: Caller): Asker | Granter {
  const relations = plea === null ? [] : relationsTo(plea.dispute, caller);
  const [first] = relations;
  if (plea === null || first === undefined) throw problem('not_found');
  if (first === 'buyer' || first === 'seller') {
    if (plea.ownerId === caller.sub) return first;
    throw problem(plea.sealed ? 'forbidden' : 'not_found');
  }
  const granter = relations.find((relation) => relation === 'lead' || relation === 'marketplace');
  if (granter === undefined) throw problem('forbidden');
  return granter;
}

function refuse({ status, dispute, reopened, reopenUntil, isHeld, now }: Plea, role: Asker | Granter, { reasonCode }: ErasureWish): void {
  if (status === 'erased') throw problem('evidence_erased');
  if (status !== 'available') throw problem('evidence_not_ready');
  const isClosed = !isOpen(dispute.state) && dispute.state !== 'draft';
  const refusal = erasureRefusal(role, reasonCode, { isClosed, reopenUntil: reopened ? null : reopenUntil, isHeld, now });
  if (refusal === null) return;
  const { code, availableFrom } = refusal;
  throw problem(code, undefined, availableFrom === undefined ? {} : { extra: { availableFrom: new Date(availableFrom).toISOString() } });
}

function wishedFor({ evidenceId, erasure, now }: Plea, { reasonCode, text }: ErasureWish, role: Asker | Granter, by: string): Erasure {
  const requested = erasure?.requested ?? { role, by, at: now };
  return { evidenceId, reasonCode, text, requested, granted: isAsker(role) ? null : { role, by, at: now } };
}
