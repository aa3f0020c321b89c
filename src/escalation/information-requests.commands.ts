import { ownEvidence, refuseFaults, wish, type Command, type Setting } from '../disputes/index.js';
import { newId } from '../foundation/ids.js';
import { problem } from '../foundation/problems/problem.js';
import { informationFaults, type InformationWish } from './domain/information.js';

/** The holder asks one party or both; the decision's clock stands still until they have answered. */
export function requestInformation(asked: InformationWish): Command {
  const { addressees, questions, wantedEvidence } = asked;
  return wish<'informationRequested'>('request-information', ({ draft }) => {
    refuseFaults(informationFaults(asked));
    const requirements = [...new Set(wantedEvidence.flatMap(({ requirement = [] }) => requirement))];
    return { requestId: newId('ir'), addressees, questions: draft.commitDocument({ questions, wantedEvidence }), requirements };
  });
}

export interface AnswerWords {
  readonly text: string;
  readonly evidenceIds?: readonly string[];
}

/** An addressee answers, once; the last answer brings the case back to its holder. */
export const answerInformation = (requestId: string, { text, evidenceIds = [] }: AnswerWords): Command => ({
  ...wish<'informationGiven'>('answer-information', (setting) => ({
    requestId,
    text: setting.draft.commit('text', text),
    evidenceIds: ownEvidence(setting, evidenceIds),
  })),
  named: 'informationRequest',
});

/** The whole time once more, less what it has been extended by already. */
function moreTime({ dispute, policy }: Setting): number {
  const given = policy.deadlines.information;
  const { duration } = dispute.deadlines.find(({ kind }) => kind === 'information') ?? { duration: given };
  return duration < 2 * given ? 2 * given - duration : given;
}

/** More time to answer: the one extension, whoever of them asks for it first. */
export const extendInformation = (requestId: string, text?: string): Command => ({
  ...wish<'deadlineExtended'>('extend-information', (setting) => {
    // An older request has no time left to extend, and the newest one is not meant.
    if (setting.dispute.facts.information !== null && setting.dispute.facts.information.id !== requestId) throw problem('information_not_awaited');
    return { kind: 'information', by: moreTime(setting), ...setting.draft.commitOptional('text', text) };
  }),
  named: 'informationRequest',
});
