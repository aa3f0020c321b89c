import type { Made } from './command-answers.js';

/** Where to find what a command made. Offers are told with their dispute, messages in its list: a fragment names the one. */
export const made = {
  offer: ({ id }, event) => `/v1/disputes/${id}#${'offerId' in event ? event.offerId : ''}`,
  message: ({ id }, event) => `/v1/disputes/${id}/messages#${'messageId' in event ? event.messageId : ''}`,
} as const satisfies Record<string, Made>;
