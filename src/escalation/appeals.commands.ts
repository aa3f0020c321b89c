import { assessmentOf, explainedWish, isStage, ownEvidence, plainWish, wish, type Command } from '../disputes/index.js';
import { newId } from '../foundation/ids.js';

export interface AppealWords {
  readonly ground: string;
  readonly text: string;
  readonly evidenceIds?: readonly string[];
}

/** The side a ruling went against has it looked at again, by somebody else. */
export function appeal({ ground, text, evidenceIds = [] }: AppealWords): Command {
  return wish<'partyAppealed'>(
    'appeal',
    (setting) => {
      const { dispute, draft, policy } = setting;
      // A closed dispute has let go of its units; coming back it must find them free.
      const free = isStage(dispute.state, 'closed') ? assessmentOf(dispute, policy) : null;
      const told = { appealId: newId('ap'), ground, text: draft.commit('text', text), evidenceIds: ownEvidence(setting, evidenceIds) };
      return free === null ? told : { ...told, assessment: free };
    },
    { needsOrder: true },
  );
}

/** The appellant lets the ruling be. */
export const withdrawAppeal = (): Command => plainWish('withdraw-appeal');

/** On appeal: judged wrongly from the start, so it is judged anew, by whoever takes it. */
export const remand = (text: string): Command => explainedWish('remand', text);
