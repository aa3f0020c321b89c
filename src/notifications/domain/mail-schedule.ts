const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The rest after each try that failed for now: servers that greylist are content with minutes, one that is down may take a night. */
const RESTS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, 24 * HOUR] as const;

/** How long to wait (milliseconds) after this many tries; null when it is given up. Spread, so that not everything comes back at once. */
export function restAfter(tries: number, chance = Math.random()): number | null {
  const rest = RESTS[tries - 1];
  return rest === undefined ? null : Math.round(rest * (0.9 + 0.2 * chance));
}

/** What a try came to: `later` may succeed another time, `never` will not, however often it is repeated. */
export type MailOutcome = { readonly is: 'sent' } | { readonly is: 'later' | 'never'; readonly failure: string };

/** What is known of an error while sending. */
export interface MailFailure {
  /** The server's reply, such as 550. */
  readonly responseCode?: number | undefined;
  /** The library's name for what went wrong, such as ETIMEDOUT. */
  readonly code?: string | undefined;
  /** The command that was answered so. */
  readonly command?: string | undefined;
}

/** Refusing this reader or this letter is final. Refusing us (at the greeting, the login, the sender) is ours to put right: the letter waits. */
const ABOUT_THE_LETTER = ['RCPT TO', 'DATA', 'BDAT'];

/** Judges a failure. What the server said in words is not kept: it repeats addresses. */
export function outcomeOf({ responseCode, code, command }: MailFailure): MailOutcome {
  const failure = responseCode === undefined ? (code ?? 'unknown') : String(responseCode);
  const isFinal = responseCode !== undefined && responseCode >= 500 && ABOUT_THE_LETTER.includes(command ?? '');
  return { is: isFinal || code === 'EENVELOPE' && responseCode === undefined ? 'never' : 'later', failure };
}
