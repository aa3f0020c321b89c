import { S3Client } from '@aws-sdk/client-s3';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Config, type StorageConfig } from '../foundation/config/config.js';

/** The connection to the store: who asks it, and who signs for others. */
@Injectable()
export class S3 implements OnModuleDestroy {
  readonly bucket: string;
  readonly client: S3Client;
  /** Signs for the address that browsers can reach; it never connects. */
  readonly signer: S3Client;

  constructor({ storage }: Config) {
    this.bucket = storage.bucket;
    this.client = clientFor(storage, storage.endpoint);
    this.signer = clientFor(storage, storage.publicEndpoint);
  }

  onModuleDestroy(): void {
    this.client.destroy();
    this.signer.destroy();
  }
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
