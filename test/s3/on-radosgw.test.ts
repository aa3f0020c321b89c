import { beforeAll } from '@jest/globals';
import { CreateBucketCommand, PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3';
import { conformance } from './conformance.js';

const env = {
  S3_ENDPOINT: process.env.RADOSGW_ENDPOINT ?? '', S3_REGION: 'us-east-1',
  S3_ACCESS_KEY_ID: process.env.RADOSGW_KEY ?? '', S3_SECRET_ACCESS_KEY: process.env.RADOSGW_SECRET ?? '',
};

/** A plain bucket, and one that keeps versions and can lock them; both as docs/operations.md asks for. */
beforeAll(async () => {
  const client = new S3Client({
    endpoint: env.S3_ENDPOINT, region: env.S3_REGION, forcePathStyle: true, credentials: { accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY },
  });
  const CORSRules = [{ AllowedOrigins: ['*'], AllowedMethods: ['PUT', 'GET', 'HEAD'], AllowedHeaders: ['*'], ExposeHeaders: ['ETag'] }];
  for (const Bucket of ['parley-plain', 'parley-locked']) {
    await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: Bucket === 'parley-locked' }));
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
  }
  client.destroy();
});

conformance({ name: 'radosgw, a plain bucket', env: { ...env, S3_BUCKET: 'parley-plain' } });
conformance({ name: 'radosgw, a bucket with versions and locks', env: { ...env, S3_BUCKET: 'parley-locked' } });
