import {
  GetObjectCommand, HeadObjectCommand, ListMultipartUploadsCommand, ListObjectsV2Command, NoSuchKey, S3ServiceException,
  type ListMultipartUploadsCommandOutput,
} from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import type { S3 } from '../../s3.js';

/** An upload in parts that was begun and neither finished nor given up. */
export interface OpenUpload {
  readonly key: string;
  readonly uploadId: string;
  /** Epoch milliseconds, real time. */
  readonly begunAt: number;
}

/** Looks at the store as it is, without changing anything. */
export class StoreSurvey {
  constructor(private readonly s3: S3) {}

  /** Every object, page by page. */
  async *keys(): AsyncGenerator<string[]> {
    let ContinuationToken: string | undefined;
    do {
      const page = await this.s3.client.send(new ListObjectsV2Command({ Bucket: this.s3.bucket, ContinuationToken }));
      yield (page.Contents ?? []).flatMap(({ Key }) => Key ?? []);
      ContinuationToken = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (ContinuationToken !== undefined);
  }

  /** Every unfinished upload, page by page. */
  async *openUploads(): AsyncGenerator<OpenUpload[]> {
    let from: { KeyMarker?: string; UploadIdMarker?: string } | null = {};
    while (from !== null) {
      const page: ListMultipartUploadsCommandOutput = await this.s3.client.send(new ListMultipartUploadsCommand({ Bucket: this.s3.bucket, ...from }));
      yield (page.Uploads ?? []).map(({ Key = '', UploadId = '', Initiated }) => ({ key: Key, uploadId: UploadId, begunAt: Initiated?.getTime() ?? 0 }));
      from = page.IsTruncated === true ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : null;
    }
  }

  /** The bytes as they lie there, or null. */
  async read(Key: string): Promise<{ readonly bytes: Readable; readonly version: string | null } | null> {
    try {
      const { Body, VersionId } = await this.s3.client.send(new GetObjectCommand({ Bucket: this.s3.bucket, Key }));
      return { bytes: Body as Readable, version: VersionId ?? null };
    } catch (error) {
      if (error instanceof NoSuchKey || (error instanceof S3ServiceException && error.name === 'NoSuchKey')) return null;
      throw error;
    }
  }

  async holds(Key: string): Promise<boolean> {
    try {
      await this.s3.client.send(new HeadObjectCommand({ Bucket: this.s3.bucket, Key }));
      return true;
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return false;
      throw error;
    }
  }
}
