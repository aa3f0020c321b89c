import { assessmentOf } from '../../assessment.js';
import { situationOf, type Dispute } from '../../dispute.js';
import { ACTION_NAMES, ACTIONS, type Action, type ActionRule } from '../../domain/actions.js';
import { foresee, knows, type Situation } from '../../domain/decide.js';
import type { WaitingOn } from '../../domain/deadlines.js';
import type { EventType } from '../../domain/events.js';
import { mayDeclareEvidence } from '../../domain/evidence-rule.js';
import type { ActorRole } from '../../domain/facts.js';
import { STATES, type State } from '../../domain/states.js';
import type { Refusal } from '../../domain/judgement.js';
import type { HelpLink } from '../help-links.js';
import type { AvailableActionView, UnavailableActionView } from './action.view.js';
import { asShownTo } from './discretion.js';
import { isStaffRole, type Reader } from './reader.js';
import { runningDeadlines, type Running } from './silence.js';

export interface Explanation {
  readonly availableActions: AvailableActionView[];
  readonly unavailableActions: UnavailableActionView[];
}

/** An action whose event the state knows: whether the guards let it pass is asked for each reader. */
interface Candidate {
  readonly name: Action;
  readonly rule: ActionRule;
  readonly event: EventType;
}

const ASKING: readonly ActorRole[] = ['buyer', 'seller', 'arbitrator', 'lead', 'marketplace'];

function candidatesIn(state: State, role: ActorRole): Candidate[] {
  return ACTION_NAMES.flatMap((name) => {
    const rule: ActionRule = ACTIONS[name];
    const event = rule.event(role, state);
    return rule.routed && event !== null && knows(state, event) ? [{ name, rule, event }] : [];
  });
}

/** Read off the machine once: which actions could be asked for at all, by state and role. */
const CANDIDATES = new Map(ASKING.map((role) => [role, new Map(STATES.map((state) => [state, candidatesIn(state, role)]))]));

/** Neither has a duty to use it: letting it pass is an answer as well. */
const RIGHTS: readonly string[] = ['appealWindow', 'reopen'];

/** The first running deadline that a lead could give more time to; nothing more is left for those that are as long as they may be. */
function extendable({ deadlines, policy }: Situation): string | undefined {
  const given: Readonly<Record<string, number>> = policy.deadlines;
  return deadlines.find(({ kind, pausedLeft, duration }) => pausedLeft === null && duration < 2 * (given[kind] ?? 0))?.kind;
}

/** Is there anything the action could be about? The guards are asked without an input and cannot know. */
function hasObject(name: Action, situation: Situation, role: ActorRole): boolean {
  const { state, facts } = situation;
  switch (name) {
    case 'add-evidence':
      return mayDeclareEvidence(state, facts, role);
    case 'report-refund':
      return facts.refund !== null && facts.refund.status !== 'succeeded';
    case 'extend-information':
      return situation.deadlines.some(({ kind, pausedLeft }) => kind === 'information' && pausedLeft === null);
    case 'extend-deadline':
      return extendable(situation) !== undefined;
    case 'deliver-return':
      return state !== 'suspended' || facts.origin === 'returning.inTransit';
    default:
      return true;
  }
}

function refusalOf({ name, rule, event }: Candidate, situation: Situation, dispute: Dispute, reader: Reader): Refusal | null {
  const { policy, role, callerId } = reader;
  if (name === 'add-evidence') {
    const own = situation.facts.evidence.filter(({ by }) => by === role).length;
    return own >= policy.evidenceLimits.perParty ? { code: 'evidence_limit_reached' } : null;
  }
  // Opening and reopening can be judged to the end where the order was read; everything else waits for its input.
  const assessment = name === 'open' || name === 'reopen' ? assessmentOf(dispute, policy) : null;
  const more = name === 'extend-information' ? { kind: 'information', by: policy.deadlines.information } : {};
  const asked = assessment === null ? { type: event, ...more } : { type: event, assessment };
  return foresee(situation, asked, { role: rule.onBehalfOf ?? role, id: callerId });
}

/** What the law would allow and something outside of it does not. */
function impedimentTo({ name }: Candidate, { impediments = [] }: Reader): Refusal | null {
  const impediment = impediments.find(({ actions }) => actions.includes(name));
  return impediment === undefined ? null : { code: impediment.code };
}

function hrefOf(path: string, situation: Situation, role: ActorRole): string {
  const { disputeId, facts } = situation;
  const ids: Readonly<Record<string, string | undefined>> = {
    disputeId,
    offerId: facts.openOffers.find(({ by }) => by !== role)?.id,
    refundId: facts.refund?.id,
    requestId: facts.information?.id,
    settlementId: facts.settlement?.id,
    rulingId: facts.pendingRuling?.id,
    kind: extendable(situation),
  };
  return path.replace(/\{(\w+)\}/g, (place, name: string) => ids[name] ?? place);
}

function awaits(awaiting: WaitingOn, role: ActorRole): boolean {
  if (awaiting === 'both') return role === 'buyer' || role === 'seller';
  return awaiting === 'platform' ? isStaffRole(role) : awaiting === role;
}

/** The running deadline that this action of this reader answers, and whether the reader must. */
function dutyOf(rule: ActionRule, role: ActorRole, running: readonly Running[]): { answered: Running; mandatory: boolean } | null {
  const answered = running.find(({ deadline: { kind, awaiting } }) => rule.answers.includes(kind) && (awaiting === 'none' || awaits(awaiting, role)));
  if (answered === undefined) return null;
  // The whole negotiation may run out before the answer is due: then that is what silence brings.
  const earlier = running.find(({ deadline }) => deadline.kind === 'negotiation' && deadline.dueAt < answered.deadline.dueAt);
  const mandatory = awaits(answered.deadline.awaiting, role) && !RIGHTS.includes(answered.deadline.kind);
  return { answered: earlier ?? answered, mandatory };
}

function available({ name, rule }: Candidate, situation: Situation, role: ActorRole, running: readonly Running[]): AvailableActionView {
  const duty = dutyOf(rule, rule.onBehalfOf ?? role, running);
  const { method, input, path } = rule;
  const href = hrefOf(path, situation, role);
  if (duty === null) return { action: name, method, href, mandatory: false, input };
  const { deadline, onExpiry } = duty.answered;
  return { action: name, method, href, mandatory: duty.mandatory, dueAt: new Date(deadline.dueAt).toISOString(), onExpiry, input };
}

function unavailable(name: Action, { code, availableFrom }: Refusal): UnavailableActionView {
  return availableFrom === undefined ? { action: name, reason: code } : { action: name, reason: code, availableFrom: new Date(availableFrom).toISOString() };
}

/** Looked up, never searched for: it stands beside every action of every answer. */
function helpWith(action: Action, { help }: Reader): { help?: HelpLink } {
  const link = help?.get(action);
  return link === undefined ? {} : { help: link };
}

/** What may be done and what not, for a dispute already reduced to what this reader may know (discretion.ts). */
export function explain(shown: Dispute, situation: Situation, reader: Reader, running: readonly Running[]): Explanation {
  const explanation: Explanation = { availableActions: [], unavailableActions: [] };
  for (const candidate of CANDIDATES.get(reader.role)?.get(shown.state) ?? []) {
    if (!hasObject(candidate.name, situation, reader.role)) continue;
    const refusal = refusalOf(candidate, situation, shown, reader) ?? impedimentTo(candidate, reader);
    if (refusal === null) explanation.availableActions.push({ ...available(candidate, situation, reader.role, running), ...helpWith(candidate.name, reader) });
    // That the state has no use for it is no explanation: such actions are not listed at all.
    else if (refusal.code !== 'action_not_allowed') explanation.unavailableActions.push({ ...unavailable(candidate.name, refusal), ...helpWith(candidate.name, reader) });
  }
  return explanation;
}

/** What this reader may do with the dispute now, and what not and why: computed from the machine and the deadlines alone. */
export function explanationOf(dispute: Dispute, reader: Reader): Explanation {
  const shown = asShownTo(reader.role, dispute);
  const situation = situationOf(shown, reader.policy);
  return explain(shown, situation, reader, runningDeadlines(situation, reader));
}
