import { figuresOf } from './figures.mjs';

/**
 * Closed loops side by side: each client asks again as soon as it was answered.
 * @param {{ consumes: boolean, from: number, count: number, clients: number, seconds: number }} job
 * @param {(client: number) => Promise<{ ask: (n: number) => Promise<void>, end: () => void }>} connect
 */
export async function askInLoops({ consumes, from, count, clients, seconds }, connect) {
  const share = Math.floor(count / clients);
  const connections = await Promise.all(Array.from({ length: clients }, (_, client) => connect(client)));
  const millis = [];
  const processor = process.cpuUsage();
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(connections.map(async ({ ask }, client) => {
    for (let i = 0, before = performance.now(); before < until; i += 1) {
      if (consumes && i >= share) throw new Error(`no row left for client ${client} after ${i} operations: prepare more`);
      await ask(consumes ? from + client * share + i : from + Math.floor(Math.random() * count));
      const after = performance.now();
      millis.push(after - before);
      before = after;
    }
  }));
  const elapsed = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(processor);
  for (const { end } of connections) end();
  return { ...figuresOf(millis, elapsed), generatorMicroseconds: (user + system) / millis.length };
}
