/** What an answer carries beside its status and body. `etag` is the bare version; the quotes are added when it is sent. */
export interface AnswerParts {
  readonly etag?: string | number;
  readonly location?: string;
  readonly replayed?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An answer whose status or headers depend on what happened. A body that is a string is JSON already and is sent as it
 * is, so that what was stored under an idempotency key is repeated to the letter.
 */
export class Answer {
  readonly etag?: string | number;
  readonly location?: string;
  readonly replayed?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  // A literal that merely looks like an answer must not compile: it would be sent as a body.
  readonly #isAnswer = true;

  constructor(
    readonly status: number,
    readonly body: unknown,
    parts: AnswerParts = {},
  ) {
    this.etag = parts.etag;
    this.location = parts.location;
    this.replayed = parts.replayed;
    this.headers = parts.headers;
  }

  static isAnswer(value: unknown): value is Answer {
    return typeof value === 'object' && value !== null && #isAnswer in value;
  }
}
