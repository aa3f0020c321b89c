import {
  AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CreateMultipartUploadCommand, ListMultipartUploadsCommand, ListPartsCommand,
  S3ServiceException, UploadPartCommand, type Part,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Injectable } from '@nestjs/common';
import type { StoredPart } from '../domain/uploads.js';
import { UPLOAD_SECONDS, type Upload } from '../object-store.js';
import { S3 } from '../s3.js';

/** An upload in parts that was begun and neither put together nor given up. */
export interface OpenUpload {
  readonly key: string;
  readonly uploadId: string;
  /** Epoch milliseconds by the store's clock. */
  readonly begunAt: number;
}

/** What the store can do with a file that comes in parts. None of the bytes pass through here. */
@Injectable()
export class PartStore {
  constructor(private readonly s3: S3) {}

  /** Begins an upload; the store's name for it. */
  async open(Key: string, mediaType: string): Promise<string> {
    const { UploadId } = await this.s3.client.send(new CreateMultipartUploadCommand({ Bucket: this.s3.bucket, Key, ContentType: mediaType }));
    if (UploadId === undefined) throw new Error('the store began an upload without naming it');
    return UploadId;
  }

  /** A URL that takes one part of exactly `size` bytes, for some minutes from `at`. */
  async partTo(Key: string, UploadId: string, { number, size }: Pick<StoredPart, 'number' | 'size'>, at = Date.now()): Promise<Upload> {
    const put = { Bucket: this.s3.bucket, Key, UploadId, PartNumber: number, ContentLength: size };
    const url = await getSignedUrl(this.s3.signer, new UploadPartCommand(put), {
      expiresIn: UPLOAD_SECONDS,
      signingDate: new Date(at),
      signableHeaders: new Set(['host', 'content-length']),
    });
    return { method: 'PUT', url, headers: {}, expiresAt: at + UPLOAD_SECONDS * 1000 };
  }

  /** The parts that have arrived, by number; null when there is no such upload (any more). */
  async list(Key: string, UploadId: string): Promise<StoredPart[] | null> {
    const parts: StoredPart[] = [];
    let PartNumberMarker: string | undefined;
    try {
      // The SDK's own paginator goes on for ever where a store names a next marker on its last page, as Ceph does.
      do {
        const page = await this.s3.client.send(new ListPartsCommand({ Bucket: this.s3.bucket, Key, UploadId, PartNumberMarker }));
        parts.push(...(page.Parts ?? []).map(storedPart));
        PartNumberMarker = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
      } while (PartNumberMarker !== undefined);
    } catch (error) {
      if (isNoSuchUpload(error)) return null;
      throw error;
    }
    return parts;
  }

  /** Makes one object of the parts; false when there is no such upload (any more). */
  async putTogether(Key: string, UploadId: string, parts: readonly StoredPart[]): Promise<boolean> {
    // Not every store insists on the order.
    const Parts = parts.toSorted((a, b) => a.number - b.number).map(({ number, etag }) => ({ PartNumber: number, ETag: etag }));
    return unlessGone(this.s3.client.send(new CompleteMultipartUploadCommand({ Bucket: this.s3.bucket, Key, UploadId, MultipartUpload: { Parts } })));
  }

  /** Gives an upload up and its parts back; false when there was none. */
  async abort({ key: Key, uploadId: UploadId }: Pick<OpenUpload, 'key' | 'uploadId'>): Promise<boolean> {
    return unlessGone(this.s3.client.send(new AbortMultipartUploadCommand({ Bucket: this.s3.bucket, Key, UploadId })));
  }

  /** All uploads that are open in the bucket, page by page. */
  async *openUploads(): AsyncGenerator<OpenUpload[]> {
    let from: { KeyMarker?: string; UploadIdMarker?: string } = {};
    for (;;) {
      const page = await this.s3.client.send(new ListMultipartUploadsCommand({ Bucket: this.s3.bucket, ...from }));
      yield (page.Uploads ?? []).map(({ Key = '', UploadId = '', Initiated }) => ({ key: Key, uploadId: UploadId, begunAt: Initiated?.getTime() ?? 0 }));
      if (page.IsTruncated !== true) return;
      from = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
    }
  }
}

const storedPart = ({ PartNumber = 0, Size = 0, ETag = '' }: Part): StoredPart => ({ number: PartNumber, size: Size, etag: ETag });

/** Some stores take an upload that is gone for a key that is not there. A missing bucket has another name. */
const isNoSuchUpload = (error: unknown): boolean => error instanceof S3ServiceException && ['NoSuchUpload', 'NoSuchKey'].includes(error.name);

async function unlessGone(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (isNoSuchUpload(error)) return false;
    throw error;
  }
}
