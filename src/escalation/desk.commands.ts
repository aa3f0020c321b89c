import { plainWish, wish, type Command, type Piece } from '../disputes/index.js';

/** What the taker's turn has found out, and how it ends: in the commit that makes the case theirs. */
export interface TurnFound extends Pick<Command, 'found' | 'impediments'> {
  readonly turnEnds: readonly Piece[];
}

/** A case is taken: from now on nobody else decides it. */
export const takeCase = ({ turnEnds, ...found }: TurnFound): Command => ({ ...plainWish('take'), ...found, alongside: turnEnds });

/** The holder gives a case back to the queue. */
export const releaseCase = (): Command => plainWish('release');

/** The holder steps back: the case returns to the queue and is never offered to them again. */
export const recuse = (reason: string): Command => wish<'arbitratorRecused'>('recuse', ({ draft }) => ({ text: draft.commit('text', reason) }));

/** A party that might appeal says that it will not; when nobody is left who may, the ruling is executed. */
export const waiveAppeal = (): Command => plainWish('waive-appeal');
