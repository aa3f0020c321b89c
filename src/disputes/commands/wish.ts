import { problem, type Fault, type FaultCode, type Problem, type Values } from '../../foundation/problems/problem.js';
import type { Command } from '../disputes.service.js';
import { eventOf, type Action } from '../domain/actions.js';
import type { DisputeEvent, EventType, InputOf } from '../domain/events.js';
import type { Setting } from '../drafting.js';

/** A caller's wish to do one of the catalogue's actions; `input` makes what the event carries besides its name. */
export function wish<T extends EventType>(action: Action, input: (setting: Setting) => InputOf<T>, more: Pick<Command, 'needsOrder'> = {}): Command {
  return {
    event: (role, { state }) => eventOf(action, role, state),
    // The catalogue chose the type for this role and state, and every type it may choose carries this input.
    make: (type, setting) => ({ type, ...input(setting) }) as unknown as DisputeEvent,
    ...more,
  };
}

/** A wish that says everything by its name. */
export function plainWish(action: Action): Command {
  return wish(action, () => ({}));
}

/** A wish with nothing but a word of explanation, which may be left out. */
export function explainedWish(action: Action, text: string | undefined): Command {
  return wish<'buyerEscalated'>(action, ({ draft }) => draft.commitOptional('text', text));
}

/** A field that is wrong by itself or against what is fixed: 422, never a refusal by the law. */
export function fault(pointer: string, code: FaultCode, values: Values = {}): Fault {
  return { pointer, code, values };
}

export function invalid(errors: readonly Fault[]): Problem {
  return problem('invalid', undefined, { errors });
}

/** Refuses where there is anything to find fault with. */
export function refuseFaults(errors: readonly Fault[]): void {
  if (errors.length > 0) throw invalid(errors);
}
