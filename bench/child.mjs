import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs a load generator in a process of its own, so that its processor time is not counted as ours. */
export async function inChild(file, job) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), { serialization: 'advanced' });
  child.send(job);
  const [result] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [{ failure: `${file} ended without a result` }])]);
  // Whatever it left open when it failed would keep it alive.
  if (result.failure !== undefined) child.kill();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  if (result.failure !== undefined) throw new Error(result.failure);
  return result;
}

/** The other end: takes the one job, tells its result or its failure, and ends. */
export function serve(work) {
  process.once('message', (job) => {
    work(job)
      .catch((error) => ({ failure: error.stack ?? String(error) }))
      .then((result) => process.send(result, () => process.disconnect()));
  });
}
