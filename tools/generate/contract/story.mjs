import { ESCALATION, IDS, lampAnswers, OFFER, REJECTION, RULING, STATEMENT } from './lamp.mjs';

const ORDER = {
  buyerId: 'buyer-ana', sellerId: 'seller-lumen', currency: 'EUR', placedAt: '2026-03-01T10:00:00.000Z', buyerLocale: 'es', sellerLocale: 'en',
  lines: [{ id: 'lamp', title: 'Desk lamp, brass', quantity: 1, paid: 4_990 }],
  shippingPaid: 490,
  shipments: [
    { id: 'parcel-1', carrier: 'GLS', trackingNumber: '00340434161094042557', shippedAt: '2026-03-02T09:00:00.000Z', deliveredAt: '2026-03-04T11:20:00.000Z' },
  ],
};

/** What is sent in the story, by operation. */
const SENT = {
  putOrder: ORDER,
  startDispute: {
    orderId: IDS.order, reason: 'damaged', subreason: 'item_damaged', items: [{ lineId: 'lamp', quantity: 1 }], requestedRemedy: { kind: 'refund' }, statement: STATEMENT,
  },
  declareEvidence: {
    fileName: 'lamp-broken.jpg', mediaType: 'image/jpeg', size: 183_402, sha256: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9', requirement: 'damage',
  },
  makeOffer: OFFER,
  rejectOffer: REJECTION,
  escalateDispute: ESCALATION,
  makeRuling: RULING,
  advanceClock: { by: 'P10D' },
};

/** What is answered, by operation: the name of the moment and what it shows. */
const ANSWERED = {
  startDispute: { draft: 'The buyer is told what is still missing.' },
  openDispute: { opened: 'The dispute is open; the seller is awaited.' },
  makeOffer: { offered: 'The seller has offered too little.' },
  rejectOffer: { offerRejected: 'The buyer has rejected the offer.' },
  escalateDispute: { escalated: 'The platform is asked.' },
  takeCase: { taken: 'An arbitrator holds the case.' },
  makeRuling: { ruled: 'The whole price goes back.' },
  getDispute: {
    sellerIsAwaited: 'The seller reads what silence would bring.',
    buyerHasAnOffer: 'The buyer reads an offer and what may be done about it.',
    sellerMayAppeal: 'The seller reads the ruling.',
    closed: 'The refund was paid and the dispute is closed.',
  },
  getTimeline: { timeline: 'The whole story in words.' },
};

const asExamples = (moments) => Object.fromEntries(Object.keys(moments).map((moment) => [moment, { $ref: `#/components/examples/lamp_${moment}` }]));

function addTo({ operationId, requestBody, responses }) {
  const sent = SENT[operationId];
  if (sent !== undefined) requestBody.content['application/json'].examples = { lamp: { summary: 'The damaged lamp', value: sent } };
  const moments = ANSWERED[operationId];
  const success = Object.keys(responses).find((status) => status.startsWith('2'));
  if (moments !== undefined) responses[success].content['application/json'].examples = asExamples(moments);
}

/** Puts the story of the lamp into the document, as the examples of what it sends and is answered. */
export function addStory({ paths, components }) {
  for (const operation of Object.values(paths).flatMap((item) => Object.values(item))) addTo(operation);
  const answers = lampAnswers();
  for (const moments of Object.values(ANSWERED)) {
    for (const [moment, summary] of Object.entries(moments)) components.examples[`lamp_${moment}`] = { summary, value: answers[moment] };
  }
}
