import { HTTP_PROBLEMS } from '../../../dist/src/foundation/problems/http-problems.js';

const early = ['method_not_allowed', 'request_timeout', 'uri_too_long', 'expectation_failed', 'headers_too_large'];
const earlyStatuses = early.map((code) => `${HTTP_PROBLEMS[code].status} \`${code}\``).join(', ');

const STORY = `The dispute centre that any marketplace can run: open, explained, provable.

## A damaged lamp becomes a paid refund
1. The marketplace pushes what was bought: \`PUT /v1/orders/{orderId}\`.
2. The buyer starts a draft (\`POST /v1/disputes\`), declares two photos (\`POST /v1/disputes/{disputeId}/evidence\`), uploads them to the
   addresses in the answers, says \`complete\`, and opens the dispute (\`POST .../open\`). The photos are sealed; the seller is awaited.
3. The seller offers €6 of €49.90 (\`POST .../offers\`). The buyer rejects the offer and, after three days, escalates.
4. An arbitrator takes the case (\`POST .../take\`) and rules (\`POST .../rulings\`): the whole price goes back.
5. The time to appeal passes. The refund is paid, once, and the dispute is closed. Its history is a chain of hashes that anybody can
   verify: \`GET .../audit\`, \`npm run verify\`.

\`npm run tour\` walks this story against a running sandbox; its moments are the examples here.

## What to rely on
- **A dispute says what may be done with it.** Follow \`availableActions[].href\`; \`unavailableActions\` says why not, and from when.
  \`onExpiry\` says what silence brings.
- **Refusals are problems** (RFC 9457, \`application/problem+json\`). Decide by \`code\`, never by \`title\`; new codes may be added.
  All of them: [/docs/problems](/docs/problems). Any request can also meet ${earlyStatuses}.
- **\`Idempotency-Key\`** is required on every POST that changes a dispute, evidence or a refund. The same request again gets the same answer, with
  \`Idempotency-Replayed: true\`. A refusal is not kept.
- **\`ETag\` and \`If-Match\`**: the version of the dispute. Required where one agrees to something, honoured everywhere.
- **Time** is RFC 3339 in UTC, durations are ISO 8601, **money** is an integer in minor units of its currency.
- **Lists** have \`nextCursor\` and no totals.
- **\`Accept-Language\`** en or es, for labels, titles and explanations. Codes are never translated.
- \`X-Request-Id\` comes back on every answer. Enumerations may grow; unknown members of an answer should be ignored.

Who may enter a route is said by \`x-access\`. What somebody may do to one dispute is said by the dispute.`;

export const INFO = {
  title: 'Parley',
  summary: 'Disputes between buyers and sellers of a marketplace',
  description: STORY,
  license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
};

const tag = (name, description) => ({ name, description });

/** In the order of the story. */
export const TAGS = [
  tag('orders', 'What was bought, paid and shipped, and what can still be claimed of it.'),
  tag('reasons', 'What can be complained about, and what it takes.'),
  tag('disputes', 'A complaint from its draft to its end.'),
  tag('evidence', 'Photos, videos and documents. Their bytes go straight to the store.'),
  tag('negotiation', 'What the two sides offer and answer.'),
  tag('help', 'Articles for people who do not know what to do next.'),
  tag('messages', 'What is said beside it.'),
  tag('desk', 'The platform decides.'),
  tag('analytics', 'What the disputes add up to.'),
  tag('returns and replacements', 'Goods on their way.'),
  tag('refunds', 'Money on its way back.'),
  tag('events', 'What happened, for those who keep up with it.'),
  tag('webhooks', 'The same, told to machines.'),
  tag('operations', 'For those who run it.'),
  tag('sandbox', 'Only in sandbox mode, and only from the machine itself: time at will, and tokens for everybody.'),
];

/** What the ids in an address look like. */
export const PATH_PARAMETERS = {
  orderId: ['The marketplace’s own id of the order.', 'order-2026-1001'],
  slug: ['The name of the article.', 'evidence-damaged'],
  disputeId: ['The id of the dispute.', 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy'],
  offerId: ['The id of the offer, as the dispute lists it.', 'of_01kaz6v1n4r7t0w3y6a9d2g5hm'],
  requirement: ['What a piece of evidence should show, as checklists name it.', 'damage'],
  evidenceId: ['The id of the piece.', 'ev_01kaz3p2d7f4x8m1q5s9v3b6ct'],
  refundId: ['The id of the refund, as the dispute lists it.', 'rf_01kb4p6s9v2y5b8e1h4k7n0qtw'],
  noteId: ['The id of the note.', 'note_01kaz3m7x0e4n8v2r6t9w1c5hy'],
  conflictId: ['The id of the relation.', 'coi_01kaz3m7x0e4n8v2r6t9w1c5hy'],
  macroId: ['The id of the text.', 'mac_01kaz3m7x0e4n8v2r6t9w1c5hy'],
  mailId: ['The id of the e-mail.', 'ml_01kaz3m7x0e4n8v2r6t9w1c5hy'],
  endpointId: ['The id of the endpoint.', 'we_01kaz6v1n4r7t0w3y6a9d2g5hm'],
  deliveryId: ['The id of the delivery, as its endpoint lists it.', 'whd_01kaz6v1n4r7t0w3y6a9d2g5hm'],
  requestId: ['The id of the request, as the dispute lists it.', 'ir_01kb1a8d1g4k7n0q3t6w9z2c5f'],
  settlementId: ['The id of the settlement, as the dispute lists it.', 'st_01kb1b9e2h5m8p1r4v7x0a3d6g'],
  rulingId: ['The id of the ruling, as the dispute lists it.', 'rul_01kb0c3f6h9k2n5q8t1w4y7a0d'],
  kind: ['Which deadline, as the dispute lists it.', 'sellerResponse'],
  name: ['Which way of looking at it.', 'preview'],
};
