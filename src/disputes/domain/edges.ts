import { disputeMachine, type LawfulParams } from './dispute.machine.js';
import type { EventType } from './events.js';
import { STATES, type State } from './states.js';

/** One transition of the law, as it is written in the machine. */
export interface LawEdge {
  readonly from: State;
  /** Written for the whole stage, not for this step of it. */
  readonly ofStage: boolean;
  readonly event: EventType;
  /** Where it leads; the same state where nothing moves. */
  readonly to: State;
  /** `deadline`: only when this one passed. `when`, `and`: named conditions. `origin`: the state before the suspension. */
  readonly params: LawfulParams;
}

interface Transition {
  readonly target?: string;
  readonly guard: { readonly params: LawfulParams };
}

interface Node {
  readonly on?: Readonly<Record<string, Transition | readonly Transition[]>>;
  readonly meta?: { readonly deadlines: readonly string[] };
  readonly states?: Readonly<Record<string, Node>>;
}

const ROOT = disputeMachine.config as unknown as Node;

/** The nodes a state is in, the inner first: its own transitions are tried before its stage's. */
function nodesOf(state: State): Node[] {
  const [stage, step] = state.split('.') as [string, string | undefined];
  const outer = ROOT.states?.[stage] ?? {};
  const inner = step === undefined ? undefined : outer.states?.[step];
  return inner === undefined ? [outer] : [inner, outer];
}

function edgesFrom(state: State): LawEdge[] {
  const taken = nodesOf(state).flatMap((node, depth) => Object.entries(node.on ?? {}).map(([event, transitions]) => ({ event, transitions, ofStage: depth > 0 })));
  return taken.flatMap(({ event, transitions, ofStage }) =>
    [transitions].flat().map(({ target, guard }) => ({
      from: state,
      ofStage,
      event: event as EventType,
      to: target === undefined ? state : (target.replace('#dispute.', '') as State),
      params: guard.params,
    })),
  );
}

/** Every transition of the machine, state by state, in the order in which it tries them. */
export const LAW_EDGES: readonly LawEdge[] = STATES.flatMap(edgesFrom);

/** The deadlines a state names. */
export function deadlinesNamedBy(state: State): readonly string[] {
  return nodesOf(state).flatMap(({ meta }) => meta?.deadlines ?? []);
}
