import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Ends what global-setup.mjs started and forgets its data. */
export default async function stopEverything() {
  const { folder, server, s3 } = globalThis.parleyTest;
  tellAnswers(join(folder, 'answers'));
  await s3.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** How much of the contract the run has seen answered (answer-check.ts). */
function tellAnswers(file) {
  if (!existsSync(file)) return;
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => line.split(' '));
  const answers = lines.reduce((sum, [, , times]) => sum + Number(times), 0);
  const operations = new Set(lines.map(([operation]) => operation)).size;
  const pairs = new Set(lines.map(([operation, status]) => `${operation} ${status}`)).size;
  console.log(`contract: ${answers} answers compared with openapi.yaml, ${operations} operations, ${pairs} operation x status pairs`);
}
