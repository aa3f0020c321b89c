/** A header line; names are in small letters. */
export interface MailHeader {
  readonly name: string;
  readonly value: string;
}

/** What programs write that answer by themselves and do not say so in a header. */
const ABSENT = /^\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|respuesta autom[aá]tica|fuera de (?:la )?oficina|delivery status notification|undeliverable|undelivered mail|mail delivery (?:failed|failure)|no se puede entregar)\b/i;
const ROBOTS = /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+=-].*)?@/i;
const PRECEDENCES = ['bulk', 'list', 'junk', 'auto_reply'];
const MACHINE_HEADERS = ['list-id', 'list-unsubscribe', 'list-post', 'x-autoreply', 'x-autorespond', 'x-auto-reply', 'x-loop', 'x-failed-recipients', 'x-ms-exchange-inbox-rules-loop', 'feedback-id'];

/** Why nobody sat before this mail: what said so; null where a person may have. What a robot wrote is not taken and never answered. */
export function whyAutomatic(headers: readonly MailHeader[], from: readonly string[], envelopeFrom: string | null, ownDomain: string): string | null {
  const valueOf = (wanted: string): string | undefined => headers.find(({ name }) => name === wanted)?.value.trim().toLowerCase();
  const returnPath = valueOf('return-path');
  if (envelopeFrom === '' || returnPath === '<>') return 'bounce';
  if (/^multipart\/report\b/.test(valueOf('content-type') ?? '')) return 'report';
  // Our own letters name themselves so: this one went in a circle.
  if (/^<ml_\w{26}@/.test(valueOf('message-id') ?? '') || from.some((address) => address.endsWith(`@${ownDomain}`))) return 'loop';
  const submitted = valueOf('auto-submitted');
  if (submitted !== undefined && !/^no\b/.test(submitted)) return 'auto_submitted';
  if (PRECEDENCES.includes(valueOf('precedence') ?? '')) return 'precedence';
  const machine = MACHINE_HEADERS.find((name) => valueOf(name) !== undefined);
  if (machine !== undefined) return machine.replaceAll('-', '_');
  if (from.some((address) => ROBOTS.test(address))) return 'robot';
  return ABSENT.test(valueOf('subject') ?? '') ? 'subject' : null;
}

/**
 * What a mail server that we trust found out about the sender. Only the topmost line of its name counts: it stands above whatever
 * the sender wrote themselves. `missing`: it has not spoken.
 */
export function dmarcOf(headers: readonly MailHeader[], server: string): 'pass' | 'fail' | 'none' | 'missing' {
  const said = headers.find(({ name, value }) => name === 'authentication-results' && value.trim().toLowerCase().split(/[;\s]/, 1)[0] === server);
  if (said === undefined) return 'missing';
  // What stands in brackets are remarks.
  const result = /(?:^|[;\s])dmarc\s*=\s*([a-z]+)/i.exec(said.value.replace(/\([^()]*\)/g, ''))?.[1]?.toLowerCase();
  if (result === 'pass') return 'pass';
  return result === undefined || result === 'none' ? 'none' : 'fail';
}
