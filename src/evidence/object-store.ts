import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import {
  CopyObjectCommand, DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client, S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Config, type StorageConfig } from '../foundation/config/config.js';
import { Health } from '../foundation/health/health.js';

/** How to send the bytes: exactly these headers, straight to the store. */
export interface Upload {
  readonly method: 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Epoch milliseconds, real time. */
  readonly expiresAt: number;
}

/** Enough for a slow telephone; removals are repeated after it (store/evidence.sql.ts, REMOVALS). */
export const UPLOAD_SECONDS = 600;
/** Enough to follow a redirect. */
export const VIEW_SECONDS = 60;

/** The S3 store. It is trusted to keep bytes, not to judge them: a stand-in ignores checksums and overwrites. */
@Injectable()
export class ObjectStore implements OnModuleInit, OnModuleDestroy {
  private readonly bucket: string;
  private readonly client: S3Client;
  /** Signs for the address that browsers can reach; it never connects. */
  private readonly signer: S3Client;

  constructor({ storage }: Config, private readonly health: Health) {
    this.bucket = storage.bucket;
    this.client = clientFor(storage, storage.endpoint);
    this.signer = clientFor(storage, storage.publicEndpoint);
  }

  onModuleInit(): void {
    this.health.register({ name: 'storage', check: () => this.expectNothingAt('health') });
  }

  onModuleDestroy(): void {
    this.client.destroy();
    this.signer.destroy();
  }

  /** A URL that takes one file of this length, type and hash, once, for some minutes from `at`. */
  async uploadTo(Key: string, file: { readonly size: number; readonly mediaType: string; readonly sha256: string }, at = Date.now()): Promise<Upload> {
    const checksum = Buffer.from(file.sha256, 'hex').toString('base64');
    const put = { Bucket: this.bucket, Key, ContentLength: file.size, ContentType: file.mediaType, ChecksumSHA256: checksum, IfNoneMatch: '*' };
    const url = await getSignedUrl(this.signer, new PutObjectCommand(put), {
      expiresIn: UPLOAD_SECONDS,
      signingDate: new Date(at),
      // Untold, only `host` is signed and the checksum moves into the query, where nobody has to obey it.
      signableHeaders: new Set(['host', 'content-length', 'content-type', 'if-none-match', 'x-amz-checksum-sha256']),
      unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
    });
    const headers = { 'content-type': file.mediaType, 'if-none-match': '*', 'x-amz-checksum-sha256': checksum };
    return { method: 'PUT', url, headers, expiresAt: at + UPLOAD_SECONDS * 1000 };
  }

  /** A URL to download from: always as a file of the type we say, never as a page. */
  viewOf(Key: string, fileName: string, mediaType: string, expiresIn = VIEW_SECONDS): Promise<string> {
    const disposition = `attachment; filename="${plainName(fileName)}"`;
    const get = { Bucket: this.bucket, Key, ResponseContentDisposition: disposition, ResponseContentType: mediaType };
    return getSignedUrl(this.signer, new GetObjectCommand(get), { expiresIn });
  }

  /** What lies there now, or null. */
  async look(Key: string): Promise<{ readonly etag: string; readonly size: number } | null> {
    try {
      const { ETag, ContentLength } = await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key }));
      return { etag: ETag ?? '', size: ContentLength ?? 0 };
    } catch (error) {
      if (!(error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404)) throw error;
      // A HEAD cannot tell a missing object from a missing bucket, and nobody's file may be rejected for the latter.
      await this.expectNothingAt(Key);
      return null;
    }
  }

  /** Copies what was seen; fails when it has been replaced since. */
  async copy(from: string, to: string, etag: string): Promise<void> {
    const source = `${this.bucket}/${from}`;
    await this.client.send(new CopyObjectCommand({ Bucket: this.bucket, Key: to, CopySource: source, CopySourceIfMatch: etag }));
  }

  async read(Key: string): Promise<Readable> {
    const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key }));
    return Body as Readable;
  }

  async write(Key: string, bytes: Buffer, mediaType: string): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key, Body: bytes, ContentType: mediaType }));
  }

  /** Sends a file that lies here, piece by piece, however long it is. */
  async writeFile(Key: string, file: FileHandle, size: number, mediaType: string): Promise<void> {
    const Body = file.createReadStream({ start: 0, autoClose: false });
    await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key, Body, ContentLength: size, ContentType: mediaType }));
  }

  /** Deleting what is not there is no error. */
  async remove(Key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key }));
  }

  /** "No such key" can only come from a bucket that is there and lets us in; any other answer is a fault. */
  private async expectNothingAt(Key: string): Promise<void> {
    const found = await this.read(Key).catch((error: unknown) => {
      if (error instanceof S3ServiceException && error.name === 'NoSuchKey') return null;
      throw error;
    });
    found?.destroy();
  }
}

/** Letters every browser, store and file system agrees on: some stores compute another signature for the others. */
function plainName(fileName: string): string {
  return fileName.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^\w. -]/g, '_');
}

function clientFor({ region, accessKeyId, secretAccessKey }: StorageConfig, endpoint: string): S3Client {
  return new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    // Otherwise a signed upload carries the checksum of an empty body.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 60_000 },
  });
}
