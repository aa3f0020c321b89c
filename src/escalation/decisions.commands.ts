import { fault, knows, refuseFaults, wish, type Command } from '../disputes/index.js';
import { problem } from '../foundation/problems/problem.js';
import { DEADLINE_KINDS, durationMs } from '../policy/index.js';

/* What the holder decides beside the ruling itself, what a second person does about a ruling, and what a lead arranges. */

/** A second person agrees with a ruling: it takes force. */
export const approveRuling = (rulingId: string): Command => ({ ...wish<'rulingApproved'>('approve-ruling', () => ({ rulingId })), named: 'ruling' });

/** A second person does not agree; the author goes on with the case and reads why. */
export const refuseRuling = (rulingId: string, reason: string): Command => ({
  ...wish<'rulingRefused'>('refuse-ruling', ({ draft }) => ({ rulingId, text: draft.commit('text', reason) })),
  named: 'ruling',
});

/** The claim is about something else than the buyer said; the buyer's own reason is kept. */
export const reclassify = ({ reason, text }: { reason: string; text: string }): Command =>
  wish<'claimReclassified'>('reclassify', ({ draft }) => ({ reason, text: draft.commit('text', text) }));

/** The dispute is not judged at all, for a reason that has a code. */
export const ruleInadmissible = ({ reasonCode, text }: { reasonCode: string; text: string }): Command =>
  wish<'ruledInadmissible'>('rule-inadmissible', ({ draft }) => ({ reasonCode, text: draft.commit('text', text) }));

/** A lead gives a case to somebody else, or back to the queue. */
export const reassign = ({ to = null, reason }: { to?: string | null; reason: string }): Command => ({
  ...wish<'caseReassigned'>('reassign', ({ draft }) => ({ to, text: draft.commit('text', reason) })),
  gets: to,
});

/** ISO 8601 as the contract knows it: whole weeks, or whole days, hours, minutes and seconds. */
const DURATION = /^P(?!$)(?:\d+W|(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/;

function milliseconds(by: string): number {
  if (!DURATION.test(by)) return 0;
  try {
    return durationMs(by);
  } catch {
    return 0;
  }
}

/** A lead gives more time, to nobody in particular: whoever the deadline waits for. */
export function extendDeadline(kind: string, { by, reason }: { by: string; reason: string }): Command {
  return wish<'deadlineExtended'>('extend-deadline', ({ dispute, draft }) => {
    if (!(DEADLINE_KINDS as readonly string[]).includes(kind)) throw problem('not_found');
    const time = milliseconds(by);
    const wrong = time > 0 && Number.isSafeInteger(time) ? [] : [fault('/by', 'duration')];
    if (knows(dispute.state, 'deadlineExtended')) refuseFaults(wrong);
    return { kind, by: time, text: draft.commit('text', reason) };
  });
}
