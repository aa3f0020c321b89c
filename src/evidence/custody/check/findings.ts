/** What can be wrong, each with what it means for whoever reads it. */
export const FAULTS = {
  original_missing: 'The bytes that were sealed are not in the store.',
  original_differs: 'The bytes in the store are not those that were verified.',
  version_differs: 'The store shows another version of the object than the one that was sealed.',
  rendition_missing: 'What parties are shown is not in the store.',
  event_missing: 'No event of the dispute brought the piece in.',
  event_altered: 'The event that brought the piece in is not the one that was chained.',
  row_differs: 'The row says another hash or size than the chain commits to.',
  orphan_object: 'An object of which no row knows, and which nobody is about to delete.',
  abandoned_upload: 'An upload in parts that no row knows of: its parts are paid for.',
} as const;
export type Fault = keyof typeof FAULTS;

export interface Finding {
  readonly fault: Fault;
  readonly evidenceId?: string;
  readonly disputeId?: string;
  /** The object it is about. */
  readonly key?: string;
  /** What was seen and what was expected. */
  readonly detail?: string;
}

/** What was looked at, and what was found. */
export interface Report {
  readonly checked: {
    readonly pieces: number;
    readonly bytes: number;
    readonly renditions: number;
    readonly objects: number;
    readonly uploads: number;
  };
  readonly findings: readonly Finding[];
}
