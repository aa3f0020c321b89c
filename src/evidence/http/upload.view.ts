import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import type { Upload } from '../object-store.js';
import type { Arrived, PartUpload, Sending } from '../uploads/uploads.service.js';

/** Where and how to send the bytes of a whole file: exactly these headers, and the length that was declared. */
export class UploadView {
  @ApiProperty({ enum: ['PUT'], example: 'PUT' })
  method: string;

  @ApiProperty({ format: 'uri', example: 'https://files.shop.example/parley/ev_01k9x2m4q8v7t3n5r6w1y0z2b4/staged?X-Amz-Signature=...' })
  url: string;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, example: { 'content-type': 'image/jpeg', 'if-none-match': '*' } })
  headers: Record<string, string>;

  /** By real time, also in a sandbox whose clock was moved. Ask for another one at `/v1/evidence/{id}/upload`. */
  @ApiProperty({ format: 'date-time', example: '2026-03-06T17:30:00.000Z' })
  expiresAt: string;
}

/** How a large file is sent: cut into parts, each to an address of its own, in any order and as often as need be. */
export class PartsUploadView {
  @ApiProperty({ enum: ['PUT'], example: 'PUT' })
  method: string;

  /** In bytes, of every part but the last. */
  @ApiProperty({ type: 'integer', example: 8388608 })
  partSize: number;

  /** How many there are; they are counted from 1. */
  @ApiProperty({ type: 'integer', example: 25 })
  parts: number;

  /** POST it for addresses, GET it for what has arrived. */
  @ApiProperty({ example: '/v1/evidence/ev_01k9x2m4q8v7t3n5r6w1y0z2b4/parts' })
  partsHref: string;

  /** The piece is forgotten then, unless an address is asked for before. By real time. */
  @ApiProperty({ format: 'date-time', example: '2026-03-07T17:20:00.000Z' })
  expiresAt: string;
}

/** Either of the two, in the contract. */
export const WAYS = [{ $ref: getSchemaPath(UploadView) }, { $ref: getSchemaPath(PartsUploadView) }];

/** How to send the bytes of a piece that was declared before. */
@ApiExtraModels(UploadView, PartsUploadView)
export class RenewedUploadView {
  @ApiProperty({ oneOf: WAYS })
  upload: UploadView | PartsUploadView;
}

/** The address of one part: its bytes and nothing else, as many as `size` says. */
export class PartUploadView extends UploadView {
  @ApiProperty({ type: 'integer', example: 3 })
  number: number;

  /** In bytes. */
  @ApiProperty({ type: 'integer', example: 8388608 })
  size: number;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, example: {} })
  declare headers: Record<string, string>;
}

/** Addresses in the order they were asked for. */
export class PartUploadsView {
  @ApiProperty({ type: [PartUploadView] })
  data: PartUploadView[];
}

/** A part that the store has. */
export class ArrivedPartView {
  @ApiProperty({ type: 'integer', example: 1 })
  number: number;

  /** In bytes. */
  @ApiProperty({ type: 'integer', example: 8388608 })
  size: number;

  @ApiProperty({ example: '"5f363e0e58a95f06cbe9bbc662c5dfb6"' })
  etag: string;
}

/** What has arrived of a piece that comes in parts. */
export class ArrivedPartsView {
  @ApiProperty({ type: [ArrivedPartView] })
  data: ArrivedPartView[];

  @ApiProperty({ type: 'integer', example: 8388608 })
  partSize: number;

  /** How many there are in all. */
  @ApiProperty({ type: 'integer', example: 25 })
  parts: number;
}

const at = (ms: number): string => new Date(ms).toISOString();
const uploadView = ({ method, url, headers, expiresAt }: Upload): UploadView => ({ method, url, headers: { ...headers }, expiresAt: at(expiresAt) });

export function wayView(id: string, way: Sending): UploadView | PartsUploadView {
  if ('url' in way) return uploadView(way);
  return { method: way.method, partSize: way.partSize, parts: way.parts, partsHref: `/v1/evidence/${id}/parts`, expiresAt: at(way.expiresAt) };
}

export function partUploadsView(parts: readonly PartUpload[]): PartUploadsView {
  return { data: parts.map((part) => ({ number: part.number, size: part.size, ...uploadView(part) })) };
}

export function arrivedView({ parts, partSize, count }: Arrived): ArrivedPartsView {
  return { data: parts.map(({ number, size, etag }) => ({ number, size, etag })), partSize, parts: count };
}
