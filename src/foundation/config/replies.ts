import { z } from 'zod';

const MIB = 1024 * 1024;
/** What the large mail services themselves let through. */
const MOST_BYTES = 25 * MIB;

/** Secrets side by side while one takes the other's place: the first is the one to use, all are believed. */
const secrets = (one: RegExp, wanted: string) =>
  z
    .string()
    .transform((list) => list.split(',').map((secret) => secret.trim()))
    .refine((list) => list.length <= 5 && list.every((secret) => one.test(secret)), `must be one to five of ${wanted}, separated by commas`);

const number = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be between ${min} and ${max}`);

/** The variables of answers by e-mail. Without MAIL_REPLY_DOMAIN letters cannot be answered. */
export const REPLY_VARIABLES = {
  MAIL_REPLY_DOMAIN: z.string().max(190).regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])$/i, 'must be a domain such as reply.shop.example').optional(),
  MAIL_REPLY_SECRETS: secrets(/^[^\s,]{32,}$/, 'secrets of 32 characters or more').optional(),
  MAIL_REPLY_MAX_BYTES: number(64 * 1024, MOST_BYTES).default(MOST_BYTES),
  MAIL_AUTHENTICATED_BY: z.string().regex(/^[\w.-]{1,200}$/, 'must be the name that a mail server writes into Authentication-Results').optional(),
  INBOUND_MAIL_SECRETS: secrets(/^whsec_[A-Za-z0-9+/=]{32,}$/, 'whsec_ and at least 24 bytes in base64').optional(),
  SMTP_RECEIVE_PORT: number(0, 65_535).optional(),
  SMTP_RECEIVE_HOST: z.string().default('127.0.0.1'),
  SMTP_RECEIVE_TLS_KEY: z.string().optional(),
  SMTP_RECEIVE_TLS_CERT: z.string().optional(),
};

/** The variables after parsing. */
export type ReplyVariables = z.infer<z.ZodObject<typeof REPLY_VARIABLES>>;

/** Our own ear for mails. */
export interface ReceiverConfig {
  readonly host: string;
  readonly port: number;
  /** Files with a key and a certificate; null: no STARTTLS. */
  readonly tls: { readonly key: string; readonly cert: string } | null;
}

/** How letters are answered. */
export interface ReplyConfig {
  readonly domain: string;
  /** Sign the addresses to answer to; the first signs, all are believed. */
  readonly secrets: readonly string[];
  /** Sign what a provider hands in; empty where none does. */
  readonly inboundSecrets: readonly string[];
  /** The longest mail that is taken, in bytes as it travels: attachments are a third longer there. */
  readonly maxBytes: number;
  /** The mail server whose word on a sender we take; null: nobody's. */
  readonly authenticatedBy: string | null;
  /** Null where we do not listen ourselves. */
  readonly receiver: ReceiverConfig | null;
}

/** A sandbox's mails come from this machine only, so nothing is gained by forging one. */
const SANDBOX_SECRETS = ['the sandbox signs addresses with what everybody knows'];
const SANDBOX_INBOUND = ['whsec_c2FuZGJveC1tYWlscy1hcmUtc2lnbmVkLXdpdGgtdGhpcw=='];

/** Null where letters cannot be answered. */
export function repliesOf(e: ReplyVariables & { readonly SANDBOX: boolean }): ReplyConfig | null {
  if (e.MAIL_REPLY_DOMAIN === undefined) return null;
  return {
    domain: e.MAIL_REPLY_DOMAIN.toLowerCase(),
    secrets: e.MAIL_REPLY_SECRETS ?? SANDBOX_SECRETS,
    inboundSecrets: e.INBOUND_MAIL_SECRETS ?? (e.SANDBOX ? SANDBOX_INBOUND : []),
    maxBytes: e.MAIL_REPLY_MAX_BYTES,
    authenticatedBy: e.MAIL_AUTHENTICATED_BY?.toLowerCase() ?? null,
    receiver: receiverOf(e),
  };
}

function receiverOf({ SANDBOX, SMTP_RECEIVE_PORT: port, SMTP_RECEIVE_HOST: host, SMTP_RECEIVE_TLS_KEY: key, SMTP_RECEIVE_TLS_CERT: cert }: ReplyVariables & { readonly SANDBOX: boolean }): ReceiverConfig | null {
  if (port === undefined) return null;
  return { host: SANDBOX ? '127.0.0.1' : host, port, tls: key === undefined || cert === undefined ? null : { key, cert } };
}

/** Who lets letters be answered says how answers come in, and signs with secrets of their own. */
export function replyFaults(given: Readonly<Record<string, unknown>>): string[] {
  const has = (name: string): boolean => given[name] !== undefined;
  const faults = has('SMTP_RECEIVE_TLS_KEY') === has('SMTP_RECEIVE_TLS_CERT') ? [] : ['SMTP_RECEIVE_TLS_KEY, SMTP_RECEIVE_TLS_CERT: one needs the other'];
  if (!has('MAIL_REPLY_DOMAIN')) {
    const idle = ['INBOUND_MAIL_SECRETS', 'SMTP_RECEIVE_PORT'].filter(has).map((name) => `${name}: needs MAIL_REPLY_DOMAIN`);
    return [...faults, ...idle];
  }
  if (given.SANDBOX === '1') return faults;
  if (!has('MAIL_REPLY_SECRETS')) faults.push('MAIL_REPLY_SECRETS: is missing, MAIL_REPLY_DOMAIN needs it');
  if (!has('INBOUND_MAIL_SECRETS') && !has('SMTP_RECEIVE_PORT')) faults.push('INBOUND_MAIL_SECRETS, SMTP_RECEIVE_PORT: one of them must say how answers come in');
  return faults;
}
