import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../', import.meta.url));
const INPUTS = ['src', 'migrations', 'help', 'package.json', 'package-lock.json', 'tsconfig.json', 'nest-cli.json'];
/** Inside dist, which `nest build` empties: a build by hand is simply done once more. */
const STAMP = join(PROJECT, 'dist', '.built-from');

/** Names, sizes and times of all sources in one hash: notices what was added, changed and deleted. */
function sources() {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    const path = join(PROJECT, input);
    const files = statSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: 'utf8' }).sort().map((name) => join(path, name)) : [path];
    for (const file of files) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** `nest build`, unless dist was built from exactly these sources. */
export async function build() {
  const now = sources();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === now) return;
  const nest = join(PROJECT, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  const child = spawn(process.execPath, [nest, 'build'], { cwd: PROJECT, stdio: 'inherit' });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error('the build failed');
  // What is built is whole: articles go with the program that serves them.
  cpSync(join(PROJECT, 'help'), join(PROJECT, 'dist', 'help'), { recursive: true });
  writeFileSync(STAMP, now);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // After `npm ci` (the script `prepare`), so that the first start is quick; a fault there should not spoil the install.
  const ifPossible = process.argv.includes('--if-possible');
  await build().catch((error) => {
    console.error(error.message);
    process.exit(ifPossible ? 0 : 1);
  });
}
