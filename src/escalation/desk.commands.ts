import { plainWish, type Command } from '../disputes/index.js';

/** A case is taken: from now on nobody else decides it. */
export const takeCase = (): Command => plainWish('take');

/** The holder gives a case back to the queue. */
export const releaseCase = (): Command => plainWish('release');

/** A party that might appeal says that it will not; when nobody is left who may, the ruling is executed. */
export const waiveAppeal = (): Command => plainWish('waive-appeal');
