import { fileURLToPath } from 'node:url';
import { House } from './house.mjs';
import { launch } from './launch.mjs';
import { panel } from './panel.mjs';
import { seed } from './seed.mjs';

const FOLDER = fileURLToPath(new URL('../.parley', import.meta.url));
const WATCHER = ['node_modules/@nestjs/cli/bin/nest.js', 'start', '--watch', '--preserveWatchOutput'];

/** `npm start`, and with `--watch` (`npm run dev`) a change in src/ starts the application anew; `--fresh` forgets all data. */
async function start(house, flags) {
  house.lock(FOLDER);
  const { base, people } = await launch(house, {
    folder: FOLDER,
    fresh: flags.includes('--fresh'),
    port: Number(process.env.PORT || 3000),
    program: flags.includes('--watch') ? WATCHER : undefined,
  });
  await seed(people);
  console.log(await panel(base, people, process.uptime() * 1000));
}

const house = new House();
// While it closes, everything that was under way fails: only the first reason is worth a line.
await start(house, process.argv.slice(2)).catch((error) => house.close(1, house.isClosing ? undefined : error.message));
