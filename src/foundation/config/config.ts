import { Injectable } from '@nestjs/common';
import { faultsBetween } from './cross-checks.js';
import { environmentSchema, type Environment } from './environment.js';
import type { KeyRing } from '../sealing/key-ring.js';
import { mailOf, type MailConfig } from './mail.js';
import { webhookKeysOf } from './webhooks.js';
import { repliesOf, type ReplyConfig } from './replies.js';

/** Where objects live. `publicEndpoint` is what a browser can reach when that differs from what we reach. */
export interface StorageConfig {
  readonly endpoint: string;
  readonly publicEndpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** How long a sealed original is locked, in a bucket that has Object Lock; without it none is. */
  readonly retentionDays?: number;
}

/** Who may issue access tokens; outside the sandbox exactly one of `jwksUrl` and `publicKey` is set. */
export interface TokenConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl?: string;
  readonly publicKey?: string;
}

/** How refunds leave the house. */
export interface RefundConfig {
  readonly gateway: 'sandbox' | 'marketplace';
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
}

/** How the desk works in this house. */
export interface DeskConfig {
  /** How many cases one arbitrator may hold at once; null: as the desk’s policy says. */
  readonly mostHeld: number | null;
  /** Whether arbitrators see pseudonyms in place of the parties' accounts. */
  readonly hidesParties: boolean;
}

/** How machines are told. */
export interface WebhookConfig {
  /** How long an endpoint may take to answer. */
  readonly timeoutMs: number;
  /** How many times faster than real time tries are repeated and endpoints given up: to see in a sandbox what takes days. */
  readonly speed: number;
  /** Seal the secrets of endpoints. */
  readonly keys: KeyRing;
}

/** All faults of the settings at once, so that an operator corrects them in one go. */
export class ConfigFaults extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The settings have ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigFaults';
  }
}

/** Two or three rounds of a load balancer's usual readiness probe. */
const DRAIN_MS = 5_000;

/** The settings of one process, read once at boot and never changed. */
@Injectable()
export class Config {
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  /** Whether this process answers requests. */
  readonly servesApi: boolean;
  /** Whether this process does the work that is due. */
  readonly runsWorkers: boolean;
  readonly sandbox: boolean;
  readonly production: boolean;
  readonly storage: StorageConfig;
  /** The ClamAV daemon that looks through every upload; null where there is none. */
  readonly malwareScanner: { readonly host: string; readonly port: number } | null;
  readonly tokens: TokenConfig;
  readonly refunds: RefundConfig;
  readonly mail: MailConfig;
  /** Null where letters cannot be answered. */
  readonly replies: ReplyConfig | null;
  readonly desk: DeskConfig;
  /** How often a minute one caller may announce a file, and ask for addresses. */
  readonly rates: { readonly declare: number; readonly sign: number; readonly view: number; readonly typing: number };
  readonly webhooks: WebhookConfig;
  readonly logLevel: Environment['LOG_LEVEL'];
  /** How often the sweep of deadlines looks for work when there was none. */
  readonly sweepIntervalMs: number;
  /** How long a process that was told to end still takes requests, until balancers have noticed. */
  readonly drainMs: number;
  /** The policy under which new disputes open. */
  readonly policy: string;

  constructor(environment: Environment) {
    const e = environment;
    this.databaseUrl = e.DATABASE_URL;
    this.databasePool = e.DB_POOL;
    this.port = e.PORT;
    this.sandbox = e.SANDBOX;
    this.production = e.NODE_ENV === 'production';
    // A sandbox hands out tokens for any role, so it must not be reachable from outside.
    this.host = e.SANDBOX ? '127.0.0.1' : e.HOST;
    this.publicUrl = (e.PUBLIC_URL ?? `http://${this.host}:${e.PORT}`).replace(/\/+$/, '');
    this.servesApi = e.ROLE.includes('api');
    this.runsWorkers = e.ROLE.includes('worker');
    this.storage = storageOf(e);
    this.malwareScanner = e.MALWARE_SCANNER === undefined ? null : scannerAt(new URL(e.MALWARE_SCANNER));
    this.tokens = { issuer: e.JWT_ISSUER, audience: e.JWT_AUDIENCE, jwksUrl: e.JWT_JWKS_URL, publicKey: e.JWT_PUBLIC_KEY };
    this.refunds = { gateway: e.REFUND_GATEWAY, webhookUrl: e.REFUND_WEBHOOK_URL, webhookSecret: e.REFUND_WEBHOOK_SECRET };
    this.desk = { mostHeld: e.DESK_MOST_HELD ?? null, hidesParties: e.DESK_HIDES_PARTIES };
    this.rates = { declare: e.RATE_DECLARE_PER_MINUTE, sign: e.RATE_SIGN_PER_MINUTE, view: e.RATE_VIEW_PER_MINUTE, typing: e.RATE_TYPING_PER_MINUTE };
    this.webhooks = { timeoutMs: e.WEBHOOK_TIMEOUT_MS, speed: e.WEBHOOK_SPEED, keys: webhookKeysOf(e) };
    this.mail = mailOf(e, this.publicUrl);
    this.replies = repliesOf(e);
    this.logLevel = e.LOG_LEVEL;
    this.sweepIntervalMs = e.SWEEP_INTERVAL_MS;
    // Nobody balances a sandbox, and Ctrl-C should feel immediate.
    this.drainMs = e.DRAIN_MS ?? (e.SANDBOX ? 0 : DRAIN_MS);
    this.policy = e.POLICY;
  }
}

/** ClamAV's own port, where none is told. IPv6 addresses stand in brackets in a URL, and nowhere else. */
function scannerAt({ hostname, port }: URL): { host: string; port: number } {
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 3310 : Number(port) };
}

function storageOf(e: Environment): StorageConfig {
  return {
    endpoint: e.S3_ENDPOINT,
    publicEndpoint: e.S3_PUBLIC_ENDPOINT ?? e.S3_ENDPOINT,
    region: e.S3_REGION,
    bucket: e.S3_BUCKET,
    accessKeyId: e.S3_ACCESS_KEY_ID,
    secretAccessKey: e.S3_SECRET_ACCESS_KEY,
    retentionDays: e.S3_RETENTION_DAYS,
  };
}

/** What a sandbox need not be told: nobody outside it issues its tokens or pays its refunds. */
const SANDBOX_DEFAULTS = { JWT_ISSUER: 'https://sandbox.parley.invalid', REFUND_GATEWAY: 'sandbox' };

/** Reads the settings or throws `ConfigFaults` with everything that is wrong. An empty variable counts as absent. */
export function loadConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));
  const given = present.SANDBOX === '1' ? { ...SANDBOX_DEFAULTS, ...present } : present;
  const parsed = environmentSchema.safeParse(given);
  const shape = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const faults = [...shape, ...faultsBetween(given)];
  if (faults.length > 0 || !parsed.success) throw new ConfigFaults(faults);
  return new Config(parsed.data);
}
