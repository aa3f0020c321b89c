import { createHash } from 'node:crypto';
import type { Sql } from '../../src/foundation/database/sql.js';
import { photo } from '../../tools/client.mjs';
import { eventually } from './eventually.js';
import { Refusal, type Person, type Upload } from './person.js';

/** A piece of evidence as its owner sees it. */
export interface Piece {
  id: string;
  status: string;
  sealed: boolean;
  rejection?: { code: string };
  renditions: { name: string; href: string; mediaType: string; size?: number; width?: number; height?: number }[];
  details?: { width?: number; height?: number; pages?: number; durationSeconds?: number; codec?: string; audioCodec?: string; noPlayback?: string };
  upload: Upload;
}

export interface PieceList {
  data: Piece[];
  hasMore: boolean;
  nextCursor: string | null;
}

export type Bytes = Uint8Array<ArrayBuffer>;

export const sha256 = (bytes: Bytes) => createHash('sha256').update(bytes).digest('hex');
export const photoBytes = async (): Promise<Bytes> => new Uint8Array((await photo('lamp-broken')).bytes);

/** What is said about these bytes before they are sent; any part can be said otherwise. */
export const declaration = (bytes: Bytes, otherwise: object = {}) =>
  ({ fileName: 'lamp.jpg', mediaType: 'image/jpeg', size: bytes.length, sha256: sha256(bytes), ...otherwise });

export const declares = (who: Person, bytes: Bytes, otherwise: object = {}) => who.does<Piece>('evidence', declaration(bytes, otherwise));
/** The store's own answer to an upload. */
export const put = ({ url, headers }: Upload, body: Bytes) => fetch(url, { method: 'PUT', headers, body });
export const completes = (who: Person, id: string) => who.asks<Piece>('post', `/v1/evidence/${id}/complete`);
export const seesPiece = (who: Person, id: string) => who.asks<Piece>('get', `/v1/evidence/${id}`);
export const lists = (who: Person, query = '') => who.sees<PieceList>(`evidence${query}`);

/** What the worker found. */
export const judged = (who: Person, id: string): Promise<Piece> =>
  eventually(async () => {
    const piece = await seesPiece(who, id);
    return piece.status === 'processing' ? null : piece;
  });

/** Declares one file, uploads that or another one, completes it and waits for the verdict. */
export async function shows(who: Person, declared: Bytes, otherwise: object = {}, uploaded = declared): Promise<Piece> {
  const { id, upload } = await declares(who, declared, otherwise);
  await who.uploads(upload, uploaded);
  await completes(who, id);
  return judged(who, id);
}

/** Follows a rendition's address as a browser would: the redirect, and the file it leads to. */
export async function downloads(who: Person, href: string): Promise<{ headers: Record<string, string>; file: Response }> {
  const response = await who.request('get', href);
  if (response.status !== 302) throw new Refusal(`${who.name} looks at ${href}`, response);
  const headers = response.headers as Record<string, string>;
  return { headers, file: await fetch(headers['location'] ?? '') };
}

/** What somebody of the staff is shown when they say why. */
export async function opensOriginal(who: Person, id: string, reason = 'To read the label on the box.'): Promise<Response> {
  const { url } = await who.asks<{ url: string }>('post', `/v1/evidence/${id}/views`, { reason });
  return fetch(url);
}

/** Redactions wished meanwhile are not made: whoever works sees no wish that is not due yet. They stay undue for an hour. */
export async function whileNobodyRedacts(sql: Pick<Sql, 'query'>, happens: () => Promise<void>): Promise<void> {
  await sql.query(`CREATE OR REPLACE FUNCTION postpone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.work_at = clock_timestamp() + interval '1 hour'; RETURN NEW; END $$`);
  await sql.query('CREATE TRIGGER postpone BEFORE INSERT ON evidence_redaction FOR EACH ROW EXECUTE FUNCTION postpone()');
  try {
    await happens();
  } finally {
    await sql.query('DROP FUNCTION postpone CASCADE');
  }
}
