import { plainWish, type Command } from '../disputes/index.js';
import { problem } from '../foundation/problems/problem.js';

/** A case is taken: from now on nobody else decides it. Whoever ruled or approved in this dispute before does not judge it again. */
export function takeCase(arbitrator: string): Command {
  const taking = plainWish('take');
  return {
    ...taking,
    make: (type, setting) => {
      if (setting.dispute.facts.decidedBy.includes(arbitrator)) throw problem('conflict_of_interest');
      return taking.make(type, setting);
    },
  };
}

/** The holder gives a case back to the queue. */
export const releaseCase = (): Command => plainWish('release');

/** A party that might appeal says that it will not; when nobody is left who may, the ruling is executed. */
export const waiveAppeal = (): Command => plainWish('waive-appeal');
