type Input = Readonly<Record<string, unknown>>;

/** Ids, codes, amounts and times. Never a text, nor the commitment to one. */
const PLAIN = [
  'offerId', 'messageId', 'audience', 'evidenceId', 'evidenceIds', 'requestId', 'addressees', 'settlementId', 'reason', 'reasonCode', 'rulingId',
  'ground', 'outcome', 'refundId', 'failure', 'kind', 'dueAt', 'by', 'carrier', 'trackingNumber', 'deliveredAt',
] as const;

/** Codes are short; what is longer was written by a person or by another system and stays where it is. */
const LONGEST = 200;

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  return typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= LONGEST);
}

function pick(from: unknown, names: readonly string[]): Record<string, unknown> {
  if (typeof from !== 'object' || from === null) return {};
  const input = from as Input;
  return Object.fromEntries(names.flatMap((name) => (isPlain(input[name]) ? [[name, input[name]]] : [])));
}

const part = (name: string, value: Record<string, unknown>): Record<string, unknown> => (Object.keys(value).length > 0 ? { [name]: value } : {});

/** What of an event's input is told to those who may know of the event: enough to act or to look further, nothing to read. */
export function factsTold(input: Input): Record<string, unknown> {
  const { remedy, evidence, anchor, ruling } = input as {
    remedy?: unknown; evidence?: unknown; anchor?: { point?: unknown }; ruling?: { id?: unknown; grant?: { remedy?: unknown } };
  };
  return {
    ...pick(input, PLAIN),
    ...part('remedy', pick(remedy, ['kind', 'amount'])),
    ...part('evidence', pick(evidence, ['id', 'by', 'kind', 'requirement'])),
    ...part('anchor', { ...pick(anchor, ['evidenceId', 'second']), ...part('point', pick(anchor?.point, ['x', 'y'])) }),
    ...(ruling === undefined || ruling === null ? {} : part('ruling', { ...pick(ruling, ['id']), ...part('remedy', pick(ruling.grant?.remedy, ['kind', 'amount'])) })),
  };
}
