import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const authentication = require('@20minutes/s3rver/lib/middleware/authentication')();
const cors = require('@20minutes/s3rver/lib/middleware/cors')();
const S3Error = require('@20minutes/s3rver/lib/models/error');
const { xmlBodyParser } = require('@20minutes/s3rver/lib/utils');

const SMALLEST_PART = 5 * 1024 * 1024;
const PAGE = 1000;
const NAMESPACE = { xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/' };

/**
 * What the package lacks of S3 or answers wrongly, in front of its own routes: ListObjectsV2, ListMultipartUploads,
 * ListParts, AbortMultipartUpload, a CompleteMultipartUpload that looks at its parts, parts of uploads that are gone,
 * and requests without a signature, which a private bucket refuses. Signatures are checked by the package's own code.
 * @param {import('koa')} store the package's server
 */
export function supplement(store) {
  // Last comes its router; what stands before it writes plain objects out as XML.
  store.middleware.splice(-1, 0, async (ctx, next) => {
    const [bucket = '', ...rest] = decodeURIComponent(ctx.path).slice(1).split('/');
    const call = { ctx, bucket, key: rest.join('/'), uploads: store.store.getResourcePath(bucket, undefined, 'uploads') };
    const refuseWithCors = async (error) => {
      // Without these headers a browser would not even let its page read that it was refused.
      ctx.params = { bucket };
      await cors(ctx, async () => undefined);
      throw error;
    };
    const answered = await answer(call).catch(refuseWithCors);
    ctx.params = {};
    if (!answered) await next();
  });
}

async function answer(call) {
  const { ctx, key } = call;
  if (ctx.method === 'OPTIONS') return false;
  if (!isSigned(ctx)) throw refusal('AccessDenied', 403, 'Access Denied');
  if (key === '') return answerBucket(call);
  if (!('uploadId' in ctx.query)) return false;
  if (ctx.method === 'PUT') return expectUpload(call).then(() => false);
  const operation = { GET: listParts, DELETE: abort, POST: complete }[ctx.method];
  await authenticate(call);
  await expectUpload(call);
  await operation(call);
  return true;
}

async function answerBucket(call) {
  const { query, method } = call.ctx;
  if (method !== 'GET') return false;
  const operation = 'uploads' in query ? listUploads : 'versioning' in query ? versioning : 'object-lock' in query ? objectLock : listObjects;
  await authenticate(call);
  if ((await call.ctx.store.getBucket(call.bucket)) === null) throw refusal('NoSuchBucket', 404, 'The specified bucket does not exist');
  await operation(call);
  return true;
}

const isSigned = ({ headers, query }) => 'authorization' in headers || 'Signature' in query || 'X-Amz-Algorithm' in query;

/** The package forgets the slash behind a bucket's name, which the client signs; the whole path stands in for the name here. */
async function authenticate({ ctx }) {
  ctx.params = { bucket: decodeURIComponent(ctx.path).slice(1) };
  await authentication(ctx, async () => undefined);
}

/** An upload that was never opened, belongs to another key, was completed or aborted. */
async function expectUpload({ ctx, key, uploads }) {
  const { uploadId } = ctx.query;
  const known = /^[0-9a-f]{32}$/.test(uploadId) ? await readFile(join(uploads, uploadId, 'key'), 'utf8').catch(() => null) : null;
  if (known !== key) throw refusal('NoSuchUpload', 404, 'The specified multipart upload does not exist.');
}

async function listObjects({ ctx, bucket }) {
  const { query } = ctx;
  const startAfter = query['continuation-token'] ? Buffer.from(query['continuation-token'], 'base64url').toString() : (query['start-after'] ?? '');
  const maxKeys = Math.min(Number(query['max-keys'] ?? PAGE), PAGE);
  const { objects, commonPrefixes, isTruncated } = await walked(() => ctx.store.listObjects(bucket, { delimiter: query.delimiter, prefix: query.prefix, startAfter, maxKeys }));
  ctx.body = {
    ListBucketResult: {
      '@': NAMESPACE, Name: bucket, Prefix: query.prefix ?? '', MaxKeys: maxKeys, KeyCount: objects.length, IsTruncated: isTruncated,
      ...(isTruncated && { NextContinuationToken: Buffer.from(objects.at(-1).key).toString('base64url') }),
      Contents: objects.map(({ key, metadata, size, lastModifiedDate }) => ({
        Key: key, LastModified: lastModifiedDate.toISOString(), ETag: metadata.etag, Size: size, StorageClass: 'STANDARD',
      })),
      CommonPrefixes: commonPrefixes.map((Prefix) => ({ Prefix })),
    },
  };
}

/** A file that is deleted between reading its folder and looking at it ends the package's walk; then it starts again. */
async function walked(walk, triesLeft = 10) {
  try {
    return await walk();
  } catch (error) {
    if (error.code !== 'ENOENT' || triesLeft === 0) throw error;
    return walked(walk, triesLeft - 1);
  }
}

async function listUploads({ ctx, bucket, uploads }) {
  const { prefix = '' } = ctx.query;
  const ids = await readdir(uploads).catch(() => []);
  const open = await Promise.all(ids.map(async (UploadId) => {
    const file = join(uploads, UploadId, 'key');
    const [Key, made] = await Promise.all([readFile(file, 'utf8'), stat(file)]).catch(() => [null, null]);
    return Key?.startsWith(prefix) ? [{ Key, UploadId, Initiated: made.mtime.toISOString() }] : [];
  }));
  ctx.body = { ListMultipartUploadsResult: { '@': NAMESPACE, Bucket: bucket, Prefix: prefix, IsTruncated: false, Upload: open.flat() } };
}

async function versioning({ ctx }) {
  ctx.body = { VersioningConfiguration: { '@': NAMESPACE } };
}

async function objectLock() {
  throw refusal('ObjectLockConfigurationNotFoundError', 404, 'Object Lock configuration does not exist for this bucket');
}

async function listParts({ ctx, bucket, key, uploads }) {
  const { uploadId, 'part-number-marker': marker = '0', 'max-parts': most = String(PAGE) } = ctx.query;
  const all = (await partsOf(join(uploads, uploadId))).filter(({ number }) => number > Number(marker));
  const shown = all.slice(0, Math.min(Number(most), PAGE));
  ctx.body = {
    ListPartsResult: {
      '@': NAMESPACE, Bucket: bucket, Key: key, UploadId: uploadId, PartNumberMarker: marker, MaxParts: most, IsTruncated: all.length > shown.length,
      ...(all.length > shown.length && { NextPartNumberMarker: shown.at(-1).number }),
      Part: shown.map(({ number, size, etag, modified }) => ({ PartNumber: number, LastModified: modified.toISOString(), ETag: `"${etag}"`, Size: size })),
    },
  };
}

async function abort({ ctx, uploads }) {
  await rm(join(uploads, ctx.query.uploadId), { recursive: true, force: true });
  ctx.status = 204;
}

async function complete({ ctx, bucket, key, uploads }) {
  const { uploadId } = ctx.query;
  await xmlBodyParser(ctx);
  const wanted = [ctx.request.body.CompleteMultipartUpload?.Part ?? []].flat().map(({ PartNumber, ETag }) => ({ number: Number(PartNumber), etag: String(ETag).replaceAll('"', '') }));
  refuseBadParts(wanted, await partsOf(join(uploads, uploadId)));
  const { md5 } = await ctx.store.putObjectMultipart(bucket, uploadId, wanted);
  ctx.body = { CompleteMultipartUploadResult: { '@': NAMESPACE, Bucket: bucket, Key: key, ETag: `"${md5}"` } };
}

/** The package would wait for ever for a part that is not there. */
function refuseBadParts(wanted, stored) {
  if (wanted.length === 0) throw refusal('MalformedXML', 400, 'No parts were named.');
  const isAscending = wanted.every(({ number }, index) => index === 0 || number > wanted[index - 1].number);
  if (!isAscending) throw refusal('InvalidPartOrder', 400, 'The list of parts was not in ascending order.');
  for (const [index, { number, etag }] of wanted.entries()) {
    const part = stored.find((each) => each.number === number);
    if (part?.etag !== etag) throw refusal('InvalidPart', 400, 'One or more of the specified parts could not be found.');
    if (index < wanted.length - 1 && part.size < SMALLEST_PART) throw refusal('EntityTooSmall', 400, 'A part but the last is smaller than 5 MiB.');
  }
}

/** Those that have arrived whole: the hash is written when the last byte is there. */
async function partsOf(folder) {
  const names = (await readdir(folder)).filter((name) => /^\d+\.md5$/.test(name)).map((name) => name.slice(0, -4));
  const parts = await Promise.all(names.map(async (name) => {
    const { size, mtime } = await stat(join(folder, name));
    return { number: Number(name), size, etag: await readFile(join(folder, `${name}.md5`), 'utf8'), modified: mtime };
  }));
  return parts.sort((a, b) => a.number - b.number);
}

function refusal(code, status, message) {
  return Object.assign(new S3Error(code, message), { status, expose: true });
}
