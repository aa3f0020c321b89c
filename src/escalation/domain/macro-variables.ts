/** What a text to begin from can say of a case. */
export const MACRO_VARIABLES = [
  'number', 'orderId', 'reason', 'claimAmount', 'requestedRemedy', 'quantity', 'buyer', 'seller', 'openedAt', 'appealDays', 'policy',
] as const;
/** These can be counted by; everything else is words. */
export const NUMERIC_VARIABLES = ['quantity', 'appealDays'] as const satisfies readonly (typeof MACRO_VARIABLES)[number][];
export type MacroVariable = (typeof MACRO_VARIABLES)[number];

export type MacroValues = Readonly<Record<MacroVariable, string | number>>;
