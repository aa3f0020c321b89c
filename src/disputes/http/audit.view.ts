import { ApiProperty } from '@nestjs/swagger';
import type { ActorRole } from '../domain/facts.js';
import type { Chain } from '../reading.service.js';
import type { ChainRow } from '../store/readings.repository.js';
import { hearsStaff, type Reader } from './views/reader.js';
import { ActorView, actorView } from './views/timeline.view.js';

const HASH = '4b0f9f2c6d1e7a83b5c4d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1';

/** One link of the chain. `hash` = hex(sha256(prevHash + "\n" + canonical)). */
export class AuditEventView {
  @ApiProperty({ type: 'integer', example: 1 })
  seq: number;
  @ApiProperty({ example: 'buyerStarted' })
  type: string;
  @ApiProperty({ type: ActorView })
  actor: ActorView;
  @ApiProperty({ type: String, nullable: true, example: null })
  fromState: string | null;
  @ApiProperty({ example: 'draft' })
  toState: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-05T08:55:00.000Z' })
  occurredAt: string;
  @ApiProperty({ example: HASH })
  hash: string;
  @ApiProperty({ example: '0'.repeat(64) })
  prevHash: string;
  @ApiProperty({ description: 'The hashed text: RFC 8785 JSON. Texts and what is between staff stand in it as commitments.', example: '{"actor":{"id":"buyer-ana","role":"buyer"},"seq":1}' })
  canonical: string;
}

/** The whole history as it was chained, and whether it holds. `npm run verify` checks a saved copy without us. */
export class AuditView {
  @ApiProperty({ example: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  disputeId: string;
  @ApiProperty({ example: true })
  valid: boolean;
  @ApiProperty({ type: 'integer', required: false, description: 'The first event that does not hold.', example: 3 })
  brokenAt?: number;
  @ApiProperty({ example: HASH })
  head: string;
  @ApiProperty({ type: [AuditEventView] })
  events: AuditEventView[];
}

type Told = Pick<AuditEventView, 'type' | 'fromState' | 'toState' | 'actor'>;

/** What is between staff; the text commits to its actor and to all that happened. */
const isInternal = ({ type, actor }: Told): boolean => type === 'internal' && actor.id === undefined;

/** Staff are told what really happened; parties, and staff who are out of the case, what the hashed text tells. */
function toldOf({ type, fromState, toState, actor, canonical }: ChainRow, reader: Reader): Told {
  if (hearsStaff(reader)) return { type, fromState, toState, actor: actorView(actor, reader) };
  const said = JSON.parse(canonical) as Told;
  const role = said.actor.role as ActorRole;
  return { type: said.type, fromState: said.fromState, toState: said.toState, actor: isInternal(said) ? { role } : actorView({ role, id: actor.id }, reader) };
}

export function auditView({ dispute, rows, brokenAt }: Chain, reader: Reader): AuditView {
  const events = rows.map((row) => ({
    seq: row.seq,
    ...toldOf(row, reader),
    occurredAt: new Date(row.at).toISOString(),
    hash: row.hash,
    prevHash: row.prevHash,
    canonical: row.canonical,
  }));
  return { disputeId: dispute.id, valid: brokenAt === null, brokenAt: brokenAt ?? undefined, head: dispute.chainHead, events };
}
