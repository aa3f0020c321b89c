import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import {
  CopyObjectCommand, DeleteObjectCommand, GetBucketVersioningCommand, GetObjectCommand, GetObjectLockConfigurationCommand, HeadObjectCommand,
  ListObjectVersionsCommand, PutObjectCommand, PutObjectRetentionCommand, S3ServiceException,
  type ListObjectVersionsCommandOutput,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Health } from '../foundation/health/health.js';
import { S3 } from './s3.js';

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

/** Forbidden, not found, not allowed, not implemented: answers of stores without versions or locks, and of buckets that keep it to themselves. */
const UNKNOWN_TO_STORE: readonly number[] = [400, 403, 404, 405, 501];

/** The S3 store. It is trusted to keep bytes, not to judge them: a stand-in ignores checksums and overwrites. */
@Injectable()
export class ObjectStore implements OnModuleInit {
  private lock: Promise<boolean> | undefined;
  private versions: Promise<boolean> | undefined;

  constructor(private readonly s3: S3, private readonly health: Health) {}

  onModuleInit(): void {
    this.health.register({ name: 'storage', check: () => this.expectNothingAt('health') });
  }

  /** A URL that takes one file of this length, type and hash, once, for some minutes from `at`. */
  async uploadTo(Key: string, file: { readonly size: number; readonly mediaType: string; readonly sha256: string }, at = Date.now()): Promise<Upload> {
    const checksum = Buffer.from(file.sha256, 'hex').toString('base64');
    const put = { Bucket: this.s3.bucket, Key, ContentLength: file.size, ContentType: file.mediaType, ChecksumSHA256: checksum, IfNoneMatch: '*' };
    const url = await getSignedUrl(this.s3.signer, new PutObjectCommand(put), {
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
    const get = { Bucket: this.s3.bucket, Key, ResponseContentDisposition: disposition, ResponseContentType: mediaType };
    return getSignedUrl(this.s3.signer, new GetObjectCommand(get), { expiresIn });
  }

  /** What lies there now, or null. */
  async look(Key: string): Promise<{ readonly etag: string; readonly size: number } | null> {
    try {
      const { ETag, ContentLength } = await this.s3.client.send(new HeadObjectCommand({ Bucket: this.s3.bucket, Key }));
      return { etag: ETag ?? '', size: ContentLength ?? 0 };
    } catch (error) {
      if (!(error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404)) throw error;
      // A HEAD cannot tell a missing object from a missing bucket, and nobody's file may be rejected for the latter.
      await this.expectNothingAt(Key);
      return null;
    }
  }

  /** Copies what was seen; fails when it has been replaced since. Its version's name, where the bucket keeps versions. */
  async copy(from: string, to: string, etag: string): Promise<string | null> {
    const source = `${this.s3.bucket}/${from}`;
    const { VersionId } = await this.s3.client.send(new CopyObjectCommand({ Bucket: this.s3.bucket, Key: to, CopySource: source, CopySourceIfMatch: etag }));
    if (VersionId !== undefined) return VersionId;
    // Some stores keep versions and do not tell them of copies. Nobody else writes to this key.
    return (await this.keepsVersions()) ? this.versionOf(to) : null;
  }

  private async versionOf(Key: string): Promise<string | null> {
    return (await this.s3.client.send(new HeadObjectCommand({ Bucket: this.s3.bucket, Key }))).VersionId ?? null;
  }

  /** `version`: these very bytes, whatever else was put under the key since. */
  async read(Key: string, version: string | null = null): Promise<Readable> {
    const { Body } = await this.s3.client.send(new GetObjectCommand({ Bucket: this.s3.bucket, Key, VersionId: version ?? undefined }));
    return Body as Readable;
  }

  async write(Key: string, bytes: Buffer, mediaType: string): Promise<void> {
    await this.s3.client.send(new PutObjectCommand({ Bucket: this.s3.bucket, Key, Body: bytes, ContentType: mediaType }));
  }

  /** Sends a file that lies here, piece by piece, however long it is. */
  async writeFile(Key: string, file: FileHandle, size: number, mediaType: string): Promise<void> {
    const Body = file.createReadStream({ start: 0, autoClose: false });
    await this.s3.client.send(new PutObjectCommand({ Bucket: this.s3.bucket, Key, Body, ContentLength: size, ContentType: mediaType }));
  }

  /** With all its versions, where the bucket keeps them. Deleting what is not there is no error. */
  async remove(Key: string): Promise<void> {
    const { VersionId, DeleteMarker } = await this.s3.client.send(new DeleteObjectCommand({ Bucket: this.s3.bucket, Key }));
    // Only a bucket with versions answers so: it has put a mark above the bytes, and keeps them.
    if (VersionId !== undefined || DeleteMarker === true) await this.removeVersions(Key);
  }

  private async removeVersions(Key: string): Promise<void> {
    const BypassGovernanceRetention = (await this.hasLock()) ? true : undefined;
    for (let from: { KeyMarker?: string; VersionIdMarker?: string } | null = {}; from !== null;) {
      const page: ListObjectVersionsCommandOutput = await this.s3.client.send(new ListObjectVersionsCommand({ Bucket: this.s3.bucket, Prefix: Key, ...from }));
      for (const { VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].filter((one) => one.Key === Key)) {
        await this.s3.client.send(new DeleteObjectCommand({ Bucket: this.s3.bucket, Key, VersionId, BypassGovernanceRetention }));
      }
      from = page.IsTruncated === true ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : null;
    }
  }

  /** Lets the store itself refuse to delete this version until then; who may bypass that is a matter of its own permissions. */
  async retain(Key: string, VersionId: string, until: Date): Promise<void> {
    const Retention = { Mode: 'GOVERNANCE', RetainUntilDate: until } as const;
    await this.s3.client.send(new PutObjectRetentionCommand({ Bucket: this.s3.bucket, Key, VersionId, Retention }));
  }

  /** Whether the bucket has Object Lock; asked once. */
  hasLock(): Promise<boolean> {
    return (this.lock ??= this.asked(async () => {
      const { ObjectLockConfiguration } = await this.s3.client.send(new GetObjectLockConfigurationCommand({ Bucket: this.s3.bucket }));
      return ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled';
    }, () => (this.lock = undefined)));
  }

  /** Suspended counts too: what was kept before is still there. */
  private keepsVersions(): Promise<boolean> {
    return (this.versions ??= this.asked(async () => {
      return (await this.s3.client.send(new GetBucketVersioningCommand({ Bucket: this.s3.bucket }))).Status !== undefined;
    }, () => (this.versions = undefined)));
  }

  /** A store that does not know the question, or does not let us ask it, has no such thing; one that is down is asked again. */
  private async asked(question: () => Promise<boolean>, forget: () => void): Promise<boolean> {
    try {
      return await question();
    } catch (error) {
      if (error instanceof S3ServiceException && UNKNOWN_TO_STORE.includes(error.$metadata.httpStatusCode ?? 0)) return false;
      forget();
      throw error;
    }
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
