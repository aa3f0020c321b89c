import { mkdirSync } from 'node:fs';
import S3rver from '@20minutes/s3rver';
import { nextFreePort } from './ports.mjs';
import { supplement } from './s3-supplement.mjs';

/** The only key pair this store knows. */
const KEY = 'S3RVER';

/** Browsers upload straight to the store, from whatever origin the marketplace's page has. */
const CORS = `<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>PUT</AllowedMethod>
<AllowedMethod>GET</AllowedMethod><AllowedMethod>HEAD</AllowedMethod><AllowedHeader>*</AllowedHeader>
<ExposeHeader>ETag</ExposeHeader></CORSRule></CORSConfiguration>`;

/**
 * An S3 store in this process, on 127.0.0.1. It checks signatures, but neither checksums nor If-None-Match, and keeps no
 * versions: the product never relies on the store for that (it reads and hashes every object after the upload).
 * @param {{ directory: string, port: number, bucket?: string }} options `port`: the first to try
 */
export async function startS3({ directory, port: firstPort, bucket = 'parley' }) {
  mkdirSync(directory, { recursive: true });
  const port = await nextFreePort(firstPort);
  const store = new S3rver({
    address: '127.0.0.1',
    port,
    directory,
    silent: true,
    vhostBuckets: false,
    allowMismatchedSignatures: false,
    // Buckets cannot be created through its API with the current SDK.
    configureBuckets: [{ name: bucket, configs: [CORS] }],
  });
  supplement(store);
  await store.run();
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    env: { S3_ENDPOINT: endpoint, S3_REGION: 'us-east-1', S3_BUCKET: bucket, S3_ACCESS_KEY_ID: KEY, S3_SECRET_ACCESS_KEY: KEY },
    async stop() {
      store.httpServer.closeAllConnections();
      await store.close();
    },
  };
}
