import { rmSync } from 'node:fs';

/** Ends what global-setup.mjs started and forgets its data. */
export default async function stopEverything() {
  const { folder, server, s3 } = globalThis.parleyTest;
  await s3.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
