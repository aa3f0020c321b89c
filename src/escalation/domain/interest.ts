/**
 * Everything by which somebody gets, judges or arranges a case, speaks in it for the platform, or says that it was paid: none of it is for who has declared a relation to a party or
 * stepped back. What is left to them, where they hold it already, is to let it go.
 */
export const JUDGING = [
  'take', 'reassign', 'extend-deadline', 'request-information', 'extend-information', 'propose-settlement', 'reclassify', 'rule-inadmissible', 'rule', 'remand',
  'approve-ruling', 'refuse-ruling', 'record-refund', 'close', 'send-message',
] as const;
