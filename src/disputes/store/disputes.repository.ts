import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { IdempotencyRecord, IdempotencyRequest } from '../../foundation/idempotency/index.js';
import { orderFactsFrom, type OrderFacts, type OrderFactsJson } from '../../orders/index.js';
import type { Dispute } from '../dispute.js';
import { statementOf, type Recording } from './decision.statement.js';
import { disputeFrom, type DisputeJson } from './dispute.mapping.js';
import { READ_BEGINNING, READ_DISPUTE, readStatement, type Named } from './dispute.read.sql.js';

export type { Named } from './dispute.read.sql.js';

const READING: Readonly<Record<Named, { readonly name: string; readonly text: string }>> = {
  dispute: { name: 'dispute_read', text: READ_DISPUTE },
  ruling: { name: 'dispute_read_of_ruling', text: readStatement('ruling') },
  informationRequest: { name: 'dispute_read_of_request', text: readStatement('informationRequest') },
};

export interface Found {
  readonly dispute: Dispute;
  readonly known: IdempotencyRecord | null;
}

export interface FoundBeginning {
  readonly now: number;
  readonly number: number;
  readonly known: IdempotencyRecord | null;
  readonly order: OrderFacts | null;
}

interface BeginningJson {
  readonly now: string;
  readonly number: number;
  readonly known: IdempotencyRecord | null;
  readonly order: OrderFactsJson | null;
}

/** What a reader wants beside the dispute itself. */
export interface Wanted {
  readonly idempotency?: IdempotencyRequest | undefined;
  readonly order?: boolean;
  readonly recent?: number;
  /** What the id names; the dispute, unless told. */
  readonly named?: Named | undefined;
  /** Whose unread messages and waiting time are told. */
  readonly reader?: string | undefined;
}

/** The only place that writes the dispute aggregate, and that reads it unless a statement reads it on its way (`readWithin`): one statement each way. */
@Injectable()
export class DisputesRepository {
  constructor(private readonly sql: Sql) {}

  async find(id: string, { idempotency, order = false, recent = 0, named = 'dispute', reader }: Wanted = {}): Promise<Found | null> {
    const params = [id, idempotency?.caller ?? null, idempotency?.key ?? null, order, recent, reader ?? null];
    const [row] = await this.sql.named<DisputeJson>(READING[named].name, READING[named].text, params);
    if (row === undefined) return null;
    const { known, ...dispute } = row;
    return { dispute: disputeFrom(dispute), known };
  }

  async findBeginning(orderId: string, idempotency: IdempotencyRequest): Promise<FoundBeginning> {
    const [row] = await this.sql.named<BeginningJson>('dispute_beginning', READ_BEGINNING, [orderId, idempotency.caller, idempotency.key]);
    if (row === undefined) throw new Error('a statement without FROM gave no row');
    return { now: Number(row.now), number: row.number, known: row.known, order: row.order === null ? null : orderFactsFrom(row.order) };
  }

  /** False when somebody was faster: the dispute is no longer at the sequence number that was read. */
  async record(recording: Recording, link: { canonical: string; hash: string }): Promise<boolean> {
    const { name, text, params } = statementOf(recording, link);
    return (await this.sql.named(name, text, params)).length > 0;
  }
}
