import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder or file of the project, which lies above `src` and above what was built from it. */
export function folderAbove(name: string, from = dirname(fileURLToPath(import.meta.url))): string {
  const path = join(from, name);
  if (existsSync(path)) return path;
  if (from === dirname(from)) throw new Error(`no ${name} above the program`);
  return folderAbove(name, dirname(from));
}
