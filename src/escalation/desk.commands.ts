import { plainWish, wish, type Command, type Piece } from '../disputes/index.js';

/**
 * A case is taken: from now on nobody else decides it. The turn is over in the commit that makes the case theirs; where the turn
 * has found that nothing is in the taker's way, it is not asked again.
 */
export const takeCase = (turnEnds: readonly Piece[], nothingInTheWay: boolean): Command =>
  ({ ...plainWish('take'), alongside: turnEnds, ...(nothingInTheWay ? { impediments: [] } : {}) });

/** The holder gives a case back to the queue. */
export const releaseCase = (): Command => plainWish('release');

/** The holder steps back: the case returns to the queue and is never offered to them again. */
export const recuse = (reason: string): Command => wish<'arbitratorRecused'>('recuse', ({ draft }) => ({ text: draft.commit('text', reason) }));

/** A party that might appeal says that it will not; when nobody is left who may, the ruling is executed. */
export const waiveAppeal = (): Command => plainWish('waive-appeal');
