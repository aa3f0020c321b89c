import { conformance } from './conformance.js';

const names = ['S3_ENDPOINT', 'S3_REGION', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'];

conformance({ name: 'the embedded store', env: Object.fromEntries(names.map((name) => [name, process.env[name] ?? ''])) });
