import type { DisputeEvent, Actor } from '../disputes/index.js';
import { policiesFolder, readPolicies, readPolicyFile } from '../policy/index.js';
import { Simulator, type Past, type Simulation } from './simulation.js';
import { readPast, type PastRow, type Source } from './store/past.sql.js';

/** The log holds what the law of its day wrote. */
function pastFrom({ log, ...row }: PastRow): Past {
  return { ...row, log: (log ?? []).map(({ type, input, actor: { role, id }, at }) => ({ event: { ...input, type } as DisputeEvent, actor: { role, id } as Actor, at })) };
}

/** What would have changed for all closed disputes under the policy in this file. Throws with everything that is wrong with the document. */
export async function simulatePolicy(source: Source, candidateFile: string): Promise<Simulation> {
  const policies = readPolicies(policiesFolder());
  const policyOf = (id: string) => {
    const policy = policies.get(id);
    if (policy === undefined) throw new Error(`no policy "${id}" was released`);
    return policy;
  };
  const simulator = new Simulator(readPolicyFile(candidateFile), policyOf);
  await readPast(source, (row) => simulator.add(pastFrom(row)));
  return simulator.result();
}
