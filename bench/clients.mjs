import { figuresOf } from './figures.mjs';

/**
 * Closed loops side by side: each client asks again as soon as it was answered.
 * @param {{ consumes: boolean, from: number, count: number, clients: number, seconds: number }} job
 * @param {(client: number) => Promise<{ ask: (n: number) => Promise<void>, end: () => void }>} connect
 */
export async function askInLoops({ consumes, from, count, clients, seconds }, connect) {
  let next = from;
  const connections = await Promise.all(Array.from({ length: clients }, (_, client) => connect(client)));
  const millis = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  // Where the prepared rows end before the time does, what was measured until then counts.
  const rowsLeft = () => !consumes || next < from + count;
  await Promise.all(connections.map(async ({ ask }) => {
    for (let before = started; before < until && rowsLeft();) {
      await ask(consumes ? next++ : from + Math.floor(Math.random() * count));
      const after = performance.now();
      millis.push(after - before);
      before = after;
    }
  }));
  const elapsed = (performance.now() - started) / 1000;
  for (const { end } of connections) end();
  return figuresOf(millis, elapsed);
}
