import { z } from 'zod';
import { MAIL_VARIABLES } from './mail.js';
import { WEBHOOK_VARIABLES } from './webhooks.js';
import { REPLY_VARIABLES } from './replies.js';

const url = (protocols: RegExp, wanted: string) =>
  z.string({ error: 'is missing' }).refine((text) => {
    const parsed = URL.parse(text);
    return parsed !== null && protocols.test(parsed.protocol);
  }, `must be ${wanted}`);

const http = url(/^https?:$/, 'an http or https URL');
const text = z.string({ error: 'is missing' });
const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be between ${min} and ${max}`);

const roles = z
  .string()
  .transform((list) => list.split(',').map((role) => role.trim()))
  .pipe(z.array(z.enum(['api', 'worker'], { error: 'must be a list of api and worker' })).min(1));

const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

/** Every environment variable the application reads, with its default where a sensible one exists. */
export const environmentSchema = z.object({
  DATABASE_URL: url(/^postgres(ql)?:$/, 'a postgres:// URL'),
  DB_POOL: wholeNumber(2, 100).default(8),
  HOST: text.default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(3000),
  PUBLIC_URL: http.optional(),
  ROLE: roles.default(['api', 'worker']),
  SANDBOX: choice(['0', '1']).default('0').transform((flag) => flag === '1'),
  NODE_ENV: choice(['development', 'test', 'production']).default('development'),
  S3_ENDPOINT: http,
  S3_PUBLIC_ENDPOINT: http.optional(),
  S3_REGION: text.default('us-east-1'),
  S3_BUCKET: text,
  S3_ACCESS_KEY_ID: text,
  S3_SECRET_ACCESS_KEY: text,
  MALWARE_SCANNER: z.string().regex(/^clamav:\/\/(?:[\w.-]+|\[[\da-f:]+\])(?::\d{1,5})?\/?$/i, 'must be the address of a ClamAV daemon, such as clamav://clamd:3310').optional(),
  JWT_ISSUER: text,
  JWT_AUDIENCE: text.default('parley'),
  JWT_JWKS_URL: http.optional(),
  JWT_PUBLIC_KEY: z.string().optional(),
  S3_RETENTION_DAYS: wholeNumber(1, 36_500).optional(),
  RATE_DECLARE_PER_MINUTE: wholeNumber(1, 1_000_000).default(60),
  RATE_SIGN_PER_MINUTE: wholeNumber(1, 1_000_000).default(120),
  RATE_VIEW_PER_MINUTE: wholeNumber(1, 1_000_000).default(60),
  RATE_TYPING_PER_MINUTE: wholeNumber(1, 1_000_000).default(60),
  LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  REFUND_GATEWAY: choice(['sandbox', 'marketplace']).default('marketplace'),
  REFUND_WEBHOOK_URL: http.optional(),
  REFUND_WEBHOOK_SECRET: z.string().regex(/^whsec_[A-Za-z0-9+/=]{32,}$/, 'must be whsec_ and at least 24 bytes in base64').optional(),
  WEBHOOK_TIMEOUT_MS: wholeNumber(100, 30_000).default(15_000),
  WEBHOOK_SPEED: wholeNumber(1, 1_000_000).default(1),
  ...WEBHOOK_VARIABLES,
  ...MAIL_VARIABLES,
  ...REPLY_VARIABLES,
  SWEEP_INTERVAL_MS: wholeNumber(10, 60_000).default(500),
  DRAIN_MS: wholeNumber(0, 60_000).optional(),
  DESK_MOST_HELD: wholeNumber(1, 10_000).optional(),
  DESK_HIDES_PARTIES: choice(['0', '1']).default('0').transform((flag) => flag === '1'),
  POLICY: z.string().regex(/^[a-z0-9-]+$/, 'must be the name of a policy, such as standard-1').default('standard-1'),
});

/** The variables after parsing: numbers are numbers and absent ones have their defaults. */
export type Environment = z.infer<typeof environmentSchema>;
