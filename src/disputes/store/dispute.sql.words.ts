/** Epoch milliseconds: what the law counts in. */
export const ms = (time: string): string => `(extract(epoch FROM ${time}) * 1000)::bigint`;
