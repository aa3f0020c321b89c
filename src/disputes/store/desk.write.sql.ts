import type { Piece } from './dispute.write.sql.js';

/* What the desk's own records add to the one statement of a decision. */

export interface NewInformationRequest {
  readonly id: string;
  readonly addressees: readonly string[];
  readonly document: object;
  readonly salt: string;
}

export function informationAsked({ id, addressees, document, salt }: NewInformationRequest): Piece {
  return {
    name: 'iq',
    sql: (at) => `INSERT INTO information_request (id, dispute_id, seq, addressees, status, document, salt, created_at)
      SELECT ${at(0)}, d.id, $2::integer + 1, ${at(1)}::text[], 'open', ${at(2)}::jsonb, ${at(3)}, $9::timestamptz FROM d`,
    params: [id, addressees, JSON.stringify(document), salt],
  };
}

export function informationAnswered(answer: { readonly requestId: string; readonly party: string; readonly evidenceIds: readonly string[] }): Piece {
  return {
    name: 'ia',
    sql: (at) => `INSERT INTO information_answer (request_id, party, dispute_id, seq, evidence_ids, created_at)
      SELECT ${at(0)}, ${at(1)}, d.id, $2::integer + 1, ${at(2)}::text[], $9::timestamptz FROM d`,
    params: [answer.requestId, answer.party, answer.evidenceIds],
  };
}

export interface NewSettlement {
  readonly id: string;
  readonly kind: string;
  readonly amount: number;
}

export function settlementProposed({ id, kind, amount }: NewSettlement): Piece {
  return {
    name: 'sp',
    sql: (at) => `INSERT INTO settlement (id, dispute_id, seq, kind, amount, status, accepted_by, created_at)
      SELECT ${at(0)}, d.id, $2::integer + 1, ${at(1)}, ${at(2)}::bigint, 'open', '{}', $9::timestamptz FROM d`,
    params: [id, kind, amount],
  };
}

export function settlementMoved(moved: { readonly id: string; readonly status: string; readonly acceptedBy: readonly string[] }): Piece {
  return {
    name: 'sv',
    sql: (at) => `UPDATE settlement x SET status = ${at(1)}, accepted_by = ${at(2)}::text[] FROM d WHERE x.dispute_id = d.id AND x.id = ${at(0)}`,
    params: [moved.id, moved.status, moved.acceptedBy],
  };
}

export interface NewAppeal {
  readonly id: string;
  readonly by: string;
  readonly ground: string;
  readonly evidenceIds: readonly string[];
}

export function appealMade({ id, by, ground, evidenceIds }: NewAppeal): Piece {
  return {
    name: 'ap',
    sql: (at) => `INSERT INTO appeal (id, dispute_id, seq, by, ground, status, evidence_ids, created_at)
      SELECT ${at(0)}, d.id, $2::integer + 1, ${at(1)}, ${at(2)}, 'open', ${at(3)}::text[], $9::timestamptz FROM d`,
    params: [id, by, ground, evidenceIds],
  };
}

/** That one stepped back is kept for as long as the dispute; why is a text of the event. */
export const arbitratorRecused = (arbitrator: string): Piece => ({
  name: 'ar',
  sql: (at) => `INSERT INTO case_recusal (dispute_id, arbitrator, seq, recused_at) SELECT d.id, ${at(0)}, $2::integer + 1, $9::timestamptz FROM d
    ON CONFLICT (dispute_id, arbitrator) DO NOTHING`,
  params: [arbitrator],
});

const ended = (name: string, table: string) => (end: { readonly id: string; readonly status: string }): Piece => ({
  name,
  sql: (at) => `UPDATE ${table} x SET status = ${at(1)} FROM d WHERE x.dispute_id = d.id AND x.id = ${at(0)}`,
  params: [end.id, end.status],
});

export const informationEnded = ended('ie', 'information_request');
export const appealEnded = ended('ae', 'appeal');
