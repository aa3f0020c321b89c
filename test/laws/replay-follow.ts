import type { Situation } from '../../src/disputes/domain/decide.js';
import { arrive, isInFlight, running, type Memory } from './replay-memory.js';
import { WHEN_IT_PASSES } from './replay-model.clock.js';
import { TABLE } from './replay-model.js';
import type { Row } from './replay-model.platform.js';
import type { Move } from './moves.js';

const covers = (from: string, state: string): boolean =>
  ` ${from} `.includes(` ${state} `) || (state.includes('.') && ` ${from} `.includes(` ${state.slice(0, state.indexOf('.'))}.* `));

/** Told twice, or about an older key: accepted with thanks, and nothing happens. */
function isOldNews(m: Memory, { event }: Move): boolean {
  switch (event.type) {
    case 'chargebackOpened':
      return m.known.includes(event.reference);
    case 'chargebackEnded':
    case 'chargebackLost':
      return m.known.includes(event.reference) && !m.charges.includes(event.reference);
    case 'refundSucceeded':
      return m.refund !== 'none' && (event.keyNo !== m.key || m.refund === 'succeeded');
    case 'refundFailed':
      return m.refund !== 'none' && (event.keyNo !== m.key || !isInFlight(m));
    default:
      return false;
  }
}

/** What is not for the state to refuse: a parcel came, or money moved, when nobody waited for it. */
function isHarmless(m: Memory, { event }: Move): boolean {
  if (event.type === 'refundSucceeded' || event.type === 'refundFailed') return m.refund !== 'none';
  return event.type === 'returnDelivered' || event.type === 'chargebackOpened';
}

function rowFor(m: Memory, { event, actor }: Move): Row<unknown> | null {
  const row = (TABLE[event.type] as readonly Row<unknown>[] | undefined)?.find(({ from }) => covers(from, m.state));
  return row === undefined || row.if?.(m, event, actor) === false ? null : row;
}

function foresee(m: Memory, move: Move): 'accepted' | 'refused' | 'unchanged' {
  const { event } = move;
  if (event.type === 'deadlinePassed') {
    return m.now >= Date.parse(event.dueAt) && running(m).includes(event.kind) ? 'accepted' : 'unchanged';
  }
  if (isOldNews(m, move)) return 'unchanged';
  if (rowFor(m, move) !== null) return 'accepted';
  return isHarmless(m, move) ? 'unchanged' : 'refused';
}

/** Would anything happen? Deadlines are waited for. */
export const isPossible = (m: Memory, move: Move): boolean => move.event.type === 'deadlinePassed' || foresee(m, move) === 'accepted';

/** Follows one move in the notes, as far as workflow.md allows it. */
export function follow(m: Memory, move: Move, { now }: Pick<Situation, 'now'>): 'accepted' | 'refused' | 'unchanged' {
  const { event, actor } = move;
  m.now = now;
  const outcome = foresee(m, move);
  if (outcome !== 'accepted') return outcome;
  if (event.type === 'deadlinePassed') {
    arrive(m, WHEN_IT_PASSES[event.kind]?.(m) ?? 'nowhere', event.kind);
    return outcome;
  }
  const row = rowFor(m, move);
  row?.then?.(m, event, actor);
  arrive(m, (typeof row?.to === 'function' ? row.to(m, event, actor) : row?.to) ?? m.state, event.type);
  return outcome;
}
