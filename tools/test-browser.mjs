import { existsSync } from 'node:fs';
import { build } from './build.mjs';
import { aptInstall, COULD_NOT_RUN, jest } from './optional-programs.mjs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const find = () => [process.env.CHROMIUM_PATH, ...PLACES].find((path) => path && existsSync(path));

const browser = find() ?? (aptInstall('chromium') ? find() : undefined);
if (browser === undefined) {
  console.log('NOT RUN: test/browser needs Chromium, which is neither here nor could be installed; set CHROMIUM_PATH');
  process.exit(COULD_NOT_RUN);
}
await build();
console.log(`test/browser runs in ${browser}`);
process.exit(jest(['--config', 'jest.browser.config.mjs', ...process.argv.slice(2)], { CHROMIUM_PATH: browser }));
