import { z } from 'zod';

const ADDRESS = /^[^\s@<>",;:\\]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i;
const SERVER = /^smtps?:\/\/[^\s/]+\/?(?:\?\S*)?$/;
const address = z.string().max(254).regex(ADDRESS, 'must be a mail address');

/** The variables of e-mail. Without SMTP_URL nobody is written to; a sandbox keeps what would have been sent. */
export const MAIL_VARIABLES = {
  SMTP_URL: z.string().regex(SERVER, 'must be the address of a mail server, such as smtp://user:password@mail.example:587').optional(),
  MAIL_FROM: address.optional(),
  MAIL_SECRET: z.string().min(32, 'must have 32 characters or more').optional(),
  MAIL_DESK: address.optional(),
  MAIL_DESK_TIME_ZONE: z.string().refine(isTimeZone, 'must be a time zone such as Europe/Madrid').default('UTC'),
  MAIL_DESK_LANGUAGE: z.enum(['en', 'es'], { error: 'must be one of en, es' }).default('en'),
  DISPUTE_PAGE: z.string().regex(/^https?:\/\/\S*\{disputeId\}\S*$/, 'must be an http or https URL with {disputeId} in it').optional(),
};

/** The variables after parsing. */
export type MailVariables = z.infer<z.ZodObject<typeof MAIL_VARIABLES>>;

/** How people are written to. */
export interface MailConfig {
  /** The server that takes mails; null where nothing is sent. It may hold a password. */
  readonly smtpUrl: string | null;
  readonly from: string;
  /** Signs the links in mails. */
  readonly secret: string;
  /** Where the desk's summary goes; null: nowhere. */
  readonly desk: string | null;
  readonly deskTimeZone: string;
  /** In which language the desk reads. */
  readonly deskLanguage: 'en' | 'es';
  /** The marketplace's page of a dispute, with `{disputeId}`. */
  readonly disputePage: string;
}

/** Links of a sandbox lead nowhere but to this machine, so nothing is gained by forging one. */
const SANDBOX_SECRET = 'the sandbox signs with what everybody knows';

export function mailOf(e: MailVariables, publicUrl: string): MailConfig {
  return {
    smtpUrl: e.SMTP_URL ?? null,
    from: e.MAIL_FROM ?? 'disputes@sandbox.parley.invalid',
    secret: e.MAIL_SECRET ?? SANDBOX_SECRET,
    desk: e.MAIL_DESK ?? null,
    deskTimeZone: e.MAIL_DESK_TIME_ZONE,
    deskLanguage: e.MAIL_DESK_LANGUAGE,
    disputePage: e.DISPUTE_PAGE ?? `${publicUrl}/v1/disputes/{disputeId}`,
  };
}

/** Outside a sandbox, whoever sends says from where, and signs with a secret of their own. */
export function mailFaults(given: Readonly<Record<string, unknown>>): string[] {
  if (given.SANDBOX === '1') return [];
  const needed = given.SMTP_URL === undefined ? [] : ['MAIL_FROM', 'MAIL_SECRET'];
  return needed.filter((name) => given[name] === undefined).map((name) => `${name}: is missing, e-mail needs it`);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
