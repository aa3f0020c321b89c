/** An event that was withheld from the other side when it was written: its link commits to this text, `sha256(salt || text)`. */
export interface Envelope {
  readonly salt: string;
  readonly text: string;
}

/** What proves that these bytes are the ones that were sealed, to anybody who has them and the chain. */
export interface Seal {
  /** Epoch milliseconds by the law's clock. */
  readonly sealedAt: number;
  /** Number and hash of the event that brought the piece into the dispute. */
  readonly seq: number;
  readonly eventHash: string;
  /** What that event says of the bytes: `sha256(salt || hex sha-256 of the file)`. */
  readonly commitment: string;
  /** Null where it was erased: then nothing tells any more which bytes they were. */
  readonly salt: string | null;
  readonly envelope: Envelope | null;
}
