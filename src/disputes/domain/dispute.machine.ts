import { assign, setup } from 'xstate';
import { CONDITIONS, type ConditionName } from './conditions.js';
import { afterEvent } from './consequences.js';
import { cleared, closed, foundInadmissible, handedBack, offersSuperseded, refundDue, reopenable } from './entries.js';
import type { Facts } from './facts.js';
import type { DisputeEvent } from './events.js';
import { objection } from './guards.js';
import type { Setting } from './judgement.js';
import { SUSPENDABLE, type State } from './states.js';

/** Raised whenever the machine changes what it accepts or where it leads; stored with every dispute and event. */
export const LAW_VERSION = 7;

export type MachineEvent = DisputeEvent & { readonly setting: Setting };

/** `deadline` narrows a passed deadline to one kind, `when` names a condition, `origin` the state before a suspension. */
export interface LawfulParams {
  readonly deadline?: string;
  readonly when?: ConditionName;
  readonly and?: ConditionName;
  readonly origin?: State;
}

interface Edge {
  readonly target?: string;
  readonly guard: { readonly type: 'lawful'; readonly params: LawfulParams };
  readonly actions: 'record';
}

function edge(target?: State, params: LawfulParams = {}): Edge {
  const to = target === undefined ? {} : { target: `#dispute.${target}` };
  return { ...to, guard: { type: 'lawful', params }, actions: 'record' };
}

/** Nothing moves, but the event is accepted and its facts are kept. */
const stays = (params: LawfulParams = {}): Edge => edge(undefined, params);
const passed = (deadline: string, target?: State, when?: ConditionName): Edge =>
  edge(target, when === undefined ? { deadline } : { deadline, when });

/** Where a remedy leads: pay, send back, replace, or nothing left to do (workflow.md, "remedy as a target"). */
function toRemedy(by: LawfulParams = {}): Edge[] {
  return [
    edge('refunding.pending', { ...by, when: 'givesRefund' }),
    edge('returning.awaitingShipment', { ...by, when: 'givesReturnWithAddress' }),
    edge('returning.awaitingAddress', { ...by, when: 'givesReturn' }),
    edge('replacing.awaitingShipment', { ...by, when: 'givesReplacement' }),
    edge('closed.ruled', { ...by, when: 'givesNothingAsRuled' }),
    edge('closed.settled', { ...by, when: 'givesNothing' }),
  ];
}

const closing = (params: LawfulParams = {}): Edge[] => [
  edge('closed.ruled', { ...params, when: 'closesAsRuled' }),
  edge('closed.settled', params),
];

/** The seller is silent: a small claim is granted, a larger one goes to the platform. */
const sellerSilent: Edge[] = [
  ...toRemedy({ deadline: 'sellerResponse', and: 'silenceGrants' }),
  passed('sellerResponse', 'escalated.queued'),
];

/** What happens to a piece is a fact and moves nothing: it is taken for as long as there is evidence, also after the end. */
const CUSTODY = {
  evidenceRedacted: stays(),
  evidenceErased: stays(),
} as const;

const EVERY_OPEN_STATE = {
  ...CUSTODY,
  evidenceAdded: stays(),
  evidenceRemoved: stays(),
  messageSent: stays(),
} as const;

const suspendable = { ...EVERY_OPEN_STATE, chargebackOpened: edge('suspended') } as const;

/** Where somebody is waited for who may need more time; a provider is not. */
const waiting = { ...suspendable, deadlineExtended: stays() } as const;

const offersWhileDecided = {
  buyerOffered: stays(),
  sellerOffered: stays(),
  buyerRejectedOffer: stays(),
  sellerRejectedOffer: stays(),
  partiesAgreed: toRemedy(),
} as const;

const meta = (...deadlines: string[]): { deadlines: string[] } => ({ deadlines });

/**
 * The law of one dispute (workflow.md). Pure: it is only asked through `transition()` and never started as an actor;
 * deadlines are rows that `meta.deadlines` names, not `after` (a delay over 24.8 days would fire after 1 ms).
 */
export const disputeMachine = setup({
  types: {
    context: {} as Facts,
    events: {} as MachineEvent,
    meta: {} as { deadlines: string[] },
  },
  guards: {
    lawful: ({ context, event }, params: LawfulParams) => {
      const { setting, ...bare } = event;
      const judgement = { ...setting, facts: context, event: bare };
      if (params.deadline !== undefined && !(event.type === 'deadlinePassed' && event.kind === params.deadline)) return false;
      if (params.origin !== undefined && context.origin !== params.origin) return false;
      if (params.when !== undefined && !CONDITIONS[params.when](judgement)) return false;
      if (params.and !== undefined && !CONDITIONS[params.and](judgement)) return false;
      return objection(judgement) === null;
    },
  },
  actions: {
    record: assign(({ context, event }) => {
      const { setting, ...bare } = event;
      return afterEvent({ ...setting, facts: context, event: bare });
    }),
    supersedeOffers: assign(({ context }) => offersSuperseded(context)),
    handBack: assign(({ context }) => handedBack(context)),
    startRefund: assign(({ context, event }) => refundDue(context, event.setting.disputeId)),
    clear: assign(({ context }) => cleared(context)),
    close: assign(({ context, event }) => closed(context, event.setting.now)),
    openReopenWindow: assign(({ context, event }) => reopenable(context, event)),
    recordInadmissibility: assign(({ context, event }) => foundInadmissible(context, event)),
  },
}).createMachine({
  id: 'dispute',
  initial: 'draft',
  context: {} as Facts,
  states: {
    draft: {
      meta: meta('draft'),
      on: {
        ...CUSTODY,
        evidenceAdded: stays(),
        evidenceRemoved: stays(),
        buyerRevisedDraft: stays(),
        draftDiscarded: edge('discarded'),
        buyerOpened: edge('opened'),
        deadlinePassed: passed('draft', 'discarded'),
      },
    },
    discarded: {},
    opened: {
      meta: meta('sellerResponse', 'negotiation'),
      on: {
        ...waiting,
        buyerAmended: stays(),
        sellerAcceptedClaim: toRemedy(),
        sellerOffered: edge('negotiation.awaitingBuyer'),
        sellerRejected: edge('negotiation.awaitingBuyer'),
        buyerEscalated: edge('escalated.queued'),
        buyerWithdrew: edge('closed.withdrawn'),
        closedByLead: edge('closed.inadmissible'),
        deadlinePassed: [...sellerSilent, passed('negotiation', 'escalated.queued')],
      },
    },
    negotiation: {
      initial: 'awaitingBuyer',
      on: {
        ...waiting,
        sellerAcceptedClaim: toRemedy(),
        buyerEscalated: edge('escalated.queued'),
        sellerEscalated: edge('escalated.queued'),
        buyerWithdrew: edge('closed.withdrawn'),
        closedByLead: edge('closed.inadmissible'),
      },
      states: {
        awaitingBuyer: {
          meta: meta('buyerResponse', 'negotiation'),
          on: {
            buyerOffered: edge('negotiation.awaitingSeller'),
            buyerAcceptedOffer: toRemedy(),
            buyerRejectedOffer: stays(),
            deadlinePassed: [
              passed('buyerResponse', 'closed.expired', 'silenceCloses'),
              passed('buyerResponse', 'escalated.queued'),
              passed('negotiation', 'escalated.queued'),
            ],
          },
        },
        awaitingSeller: {
          meta: meta('sellerResponse', 'negotiation'),
          on: {
            sellerOffered: edge('negotiation.awaitingBuyer'),
            sellerAcceptedOffer: toRemedy(),
            sellerRejectedOffer: edge('negotiation.awaitingBuyer'),
            deadlinePassed: [...sellerSilent, passed('negotiation', 'escalated.queued')],
          },
        },
      },
    },
    escalated: {
      initial: 'queued',
      on: {
        ...waiting,
        ...offersWhileDecided,
        sellerAcceptedClaim: toRemedy(),
        buyerWithdrew: [edge('closed.settled', { when: 'scopeIsReturn' }), edge('closed.withdrawn')],
        closedByLead: edge('closed.inadmissible'),
      },
      states: {
        queued: {
          meta: meta('pickup'),
          entry: 'handBack',
          on: {
            caseTaken: edge('escalated.underReview'),
            caseReassigned: edge('escalated.underReview'),
            deadlinePassed: stays({ deadline: 'pickup' }),
          },
        },
        underReview: {
          meta: meta('decision'),
          on: {
            caseTaken: stays(),
            caseReleased: edge('escalated.queued'),
            arbitratorRecused: edge('escalated.queued'),
            caseReassigned: [edge('escalated.queued', { when: 'toNobody' }), stays()],
            informationRequested: edge('escalated.awaitingInformation'),
            settlementProposed: edge('escalated.awaitingAgreement'),
            claimReclassified: stays(),
            arbitratorRuled: [
              edge('escalated.awaitingApproval', { when: 'needsSecondPerson' }),
              edge('decided', { when: 'someoneMayAppeal' }),
              ...toRemedy(),
            ],
            ruledInadmissible: edge('closed.inadmissible'),
            deadlinePassed: passed('decision', 'escalated.queued'),
          },
        },
        awaitingInformation: {
          meta: meta('information'),
          on: {
            caseReassigned: stays(),
            informationGiven: [edge('escalated.underReview', { when: 'lastAnswer' }), stays()],
            deadlinePassed: passed('information', 'escalated.underReview'),
          },
        },
        awaitingAgreement: {
          meta: meta('settlement'),
          on: {
            caseReassigned: stays(),
            settlementAccepted: [...toRemedy({ and: 'lastAnswer' }), stays()],
            settlementRejected: edge('escalated.underReview'),
            deadlinePassed: passed('settlement', 'escalated.underReview'),
          },
        },
        awaitingApproval: {
          meta: meta('approval'),
          on: {
            rulingApproved: [edge('decided', { when: 'someoneMayAppeal' }), ...toRemedy()],
            rulingRefused: edge('escalated.underReview'),
            deadlinePassed: passed('approval', 'escalated.underReview'),
          },
        },
      },
    },
    decided: {
      meta: meta('appealWindow'),
      entry: ['supersedeOffers', 'handBack'],
      on: {
        ...waiting,
        partyAppealed: edge('appealed.queued'),
        appealWaived: [stays({ when: 'someoneMayAppeal' }), ...toRemedy()],
        deadlinePassed: toRemedy({ deadline: 'appealWindow' }),
      },
    },
    appealed: {
      initial: 'queued',
      on: {
        ...waiting,
        ...offersWhileDecided,
        appealWithdrawn: [
          edge('closed.inadmissible', { when: 'appealedInadmissible' }),
          edge('decided', { when: 'someoneMayAppeal' }),
          ...toRemedy(),
        ],
      },
      states: {
        queued: {
          meta: meta('pickup'),
          entry: 'handBack',
          on: {
            caseTaken: edge('appealed.underReview'),
            caseReassigned: edge('appealed.underReview'),
            deadlinePassed: stays({ deadline: 'pickup' }),
          },
        },
        underReview: {
          meta: meta('appealDecision'),
          on: {
            caseTaken: stays(),
            caseReleased: edge('appealed.queued'),
            arbitratorRecused: edge('appealed.queued'),
            caseReassigned: [edge('appealed.queued', { when: 'toNobody' }), stays()],
            informationRequested: edge('appealed.awaitingInformation'),
            claimReclassified: stays(),
            appealRuled: [
              edge('closed.inadmissible', { when: 'appealedInadmissible' }),
              edge('appealed.awaitingApproval', { when: 'needsSecondPerson' }),
              ...toRemedy(),
            ],
            appealRemanded: edge('escalated.queued'),
            deadlinePassed: passed('appealDecision', 'appealed.queued'),
          },
        },
        awaitingInformation: {
          meta: meta('information'),
          on: {
            caseReassigned: stays(),
            informationGiven: [edge('appealed.underReview', { when: 'lastAnswer' }), stays()],
            deadlinePassed: passed('information', 'appealed.underReview'),
          },
        },
        awaitingApproval: {
          meta: meta('approval'),
          on: {
            rulingApproved: toRemedy(),
            rulingRefused: edge('appealed.underReview'),
            deadlinePassed: passed('approval', 'appealed.underReview'),
          },
        },
      },
    },
    returning: {
      initial: 'awaitingAddress',
      entry: ['supersedeOffers', 'clear'],
      on: waiting,
      states: {
        awaitingAddress: {
          meta: meta('returnAddress'),
          on: {
            returnAddressGiven: edge('returning.awaitingShipment'),
            returnWaived: edge('refunding.pending'),
            deadlinePassed: passed('returnAddress', 'refunding.pending'),
          },
        },
        awaitingShipment: {
          meta: meta('returnShipment'),
          on: {
            returnShipped: edge('returning.inTransit'),
            returnWaived: edge('refunding.pending'),
            deadlinePassed: passed('returnShipment', 'closed.expired'),
          },
        },
        inTransit: {
          meta: meta('returnTransit'),
          on: {
            returnDelivered: edge('returning.inspection'),
            returnAccepted: edge('refunding.pending'),
            deadlinePassed: passed('returnTransit', 'escalated.queued'),
          },
        },
        inspection: {
          meta: meta('inspection'),
          on: {
            returnAccepted: edge('refunding.pending'),
            returnContested: edge('escalated.queued'),
            deadlinePassed: passed('inspection', 'refunding.pending'),
          },
        },
      },
    },
    replacing: {
      initial: 'awaitingShipment',
      entry: ['supersedeOffers', 'clear'],
      on: waiting,
      states: {
        awaitingShipment: {
          meta: meta('replacementShipment'),
          on: {
            replacementShipped: edge('replacing.inTransit'),
            deadlinePassed: passed('replacementShipment', 'refunding.pending'),
          },
        },
        inTransit: {
          meta: meta('replacementConfirm'),
          on: {
            replacementConfirmed: closing(),
            replacementFaulty: edge('escalated.queued'),
            deadlinePassed: closing({ deadline: 'replacementConfirm' }),
          },
        },
      },
    },
    refunding: {
      initial: 'pending',
      entry: ['supersedeOffers', 'clear'],
      on: { ...suspendable, refundSucceeded: closing() },
      states: {
        pending: {
          meta: meta('refundExecution'),
          entry: 'startRefund',
          on: {
            refundFailed: edge('refunding.failed'),
            deadlinePassed: passed('refundExecution', 'refunding.failed'),
          },
        },
        failed: {
          meta: meta('refundRetry'),
          on: {
            refundFailed: stays(),
            refundRecordedByHand: closing(),
            deadlinePassed: [
              stays({ deadline: 'refundRetry', when: 'refundUnknown' }),
              passed('refundRetry', 'refunding.pending'),
            ],
          },
        },
      },
    },
    suspended: {
      meta: meta('suspensionReview', 'refundQuery'),
      on: {
        ...EVERY_OPEN_STATE,
        chargebackOpened: stays(),
        chargebackEnded: [
          stays({ when: 'anotherChargeback' }),
          stays({ when: 'chargebackWasLost' }),
          ...closing({ and: 'refundArrived' }),
          ...SUSPENDABLE.map((origin) => edge(origin, { origin })),
        ],
        chargebackLost: [stays({ when: 'moneyInFlight' }), edge('closed.superseded')],
        refundSucceeded: [edge('closed.superseded', { when: 'chargebackWasLost' }), stays()],
        refundFailed: [edge('closed.superseded', { when: 'chargebackWasLost' }), stays()],
        returnDelivered: stays({ origin: 'returning.inTransit' }),
        closedByLead: edge('closed.inadmissible'),
        deadlinePassed: [stays({ deadline: 'suspensionReview' }), stays({ deadline: 'refundQuery', when: 'moneyInFlight' })],
      },
    },
    closed: {
      initial: 'settled',
      entry: ['supersedeOffers', 'clear', 'close'],
      on: CUSTODY,
      states: {
        settled: {},
        ruled: {},
        withdrawn: { meta: meta('reopen'), entry: 'openReopenWindow', on: { buyerReopened: edge('opened'), deadlinePassed: stays({ deadline: 'reopen' }) } },
        expired: { meta: meta('reopen'), entry: 'openReopenWindow', on: { buyerReopened: edge('opened'), deadlinePassed: stays({ deadline: 'reopen' }) } },
        inadmissible: {
          meta: meta('appealWindow'),
          entry: 'recordInadmissibility',
          on: { partyAppealed: edge('appealed.queued'), deadlinePassed: stays({ deadline: 'appealWindow' }) },
        },
        superseded: {},
      },
    },
  },
});
