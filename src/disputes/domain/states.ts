/** Every public state of a dispute, `stage.step` or just `stage` (workflow.md, "States"). The order is the order of the chart. */
export const STATES = [
  'draft',
  'discarded',
  'opened',
  'negotiation.awaitingBuyer',
  'negotiation.awaitingSeller',
  'escalated.queued',
  'escalated.underReview',
  'escalated.awaitingInformation',
  'escalated.awaitingAgreement',
  'escalated.awaitingApproval',
  'decided',
  'appealed.queued',
  'appealed.underReview',
  'appealed.awaitingInformation',
  'appealed.awaitingApproval',
  'returning.awaitingAddress',
  'returning.awaitingShipment',
  'returning.inTransit',
  'returning.inspection',
  'replacing.awaitingShipment',
  'replacing.inTransit',
  'refunding.pending',
  'refunding.failed',
  'suspended',
  'closed.settled',
  'closed.ruled',
  'closed.withdrawn',
  'closed.expired',
  'closed.inadmissible',
  'closed.superseded',
] as const;

export type State = (typeof STATES)[number];

/** The part of a state before the dot: what a list filters by. */
export const STAGES = [
  'draft',
  'discarded',
  'opened',
  'negotiation',
  'escalated',
  'decided',
  'appealed',
  'returning',
  'replacing',
  'refunding',
  'suspended',
  'closed',
] as const;

export type Stage = (typeof STAGES)[number];

const STAGE_OF = Object.fromEntries(STATES.map((state) => [state, state.split('.')[0]])) as Record<State, Stage>;

export function stageOf(state: State): Stage {
  return STAGE_OF[state];
}

export function isStage(state: State, ...stages: Stage[]): boolean {
  return stages.includes(stageOf(state));
}

/** A dispute holds its units while it is open: from opening until it closes. Drafts do not count (workflow.md, law 6). */
export function isOpen(state: State): boolean {
  return !isStage(state, 'draft', 'discarded', 'closed');
}

/** States a chargeback can suspend, and to which the dispute returns: every open one but `suspended` itself. */
export const SUSPENDABLE: readonly State[] = STATES.filter((state) => isOpen(state) && state !== 'suspended');
