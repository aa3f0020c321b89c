import type { Person } from './person.js';
import { declares, type Bytes, type Piece } from './pieces.js';

/** A piece that comes in parts, as declaring it answers. */
export interface LargePiece extends Omit<Piece, 'upload'> {
  upload: { method: string; partSize: number; parts: number; partsHref: string; expiresAt: string };
}

export interface PartAddress {
  number: number;
  size: number;
  url: string;
  headers: Record<string, string>;
  expiresAt: string;
}

export const VIDEO = { fileName: 'lamp.mp4', mediaType: 'video/mp4' };

export const declaresVideo = async (who: Person, bytes: Bytes): Promise<LargePiece> => (await declares(who, bytes, VIDEO)) as unknown as LargePiece;

export const signs = async (who: Person, id: string, ...numbers: number[]): Promise<PartAddress[]> =>
  (await who.asks<{ data: PartAddress[] }>('post', `/v1/evidence/${id}/parts`, { numbers })).data;

export const arrived = async (who: Person, id: string): Promise<number[]> =>
  (await who.asks<{ data: { number: number }[] }>('get', `/v1/evidence/${id}/parts`)).data.map(({ number }) => number);

/** The bytes of one part of a file. */
export const cut = (bytes: Bytes, number: number, partSize: number): Bytes => bytes.slice((number - 1) * partSize, number * partSize);

/** Sends parts straight to the store; its statuses. */
export async function sends(who: Person, { id, upload }: LargePiece, bytes: Bytes, ...numbers: number[]): Promise<number[]> {
  const addresses = await signs(who, id, ...numbers);
  return Promise.all(addresses.map(async ({ url, headers, number }) => {
    const { status } = await fetch(url, { method: 'PUT', headers, body: cut(bytes, number, upload.partSize) });
    return status;
  }));
}
