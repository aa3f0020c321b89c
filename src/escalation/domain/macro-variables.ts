/** What a text to begin from can say of a case. `quantity` is a number, everything else is words. */
export const MACRO_VARIABLES = [
  'number', 'orderId', 'reason', 'claimAmount', 'requestedRemedy', 'quantity', 'buyer', 'seller', 'openedAt', 'appealDays', 'policy',
] as const;
export type MacroVariable = (typeof MACRO_VARIABLES)[number];

export type MacroValues = Readonly<Record<MacroVariable, string | number>>;
