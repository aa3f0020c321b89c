import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

describe('what is generated', () => {
  it('is what the program would write now', async () => {
    const check = promisify(execFile)(process.execPath, ['tools/generate.mjs', '--check'], { cwd: PROJECT });
    await expect(check.catch(({ stderr }: { stderr: string }) => ({ stderr }))).resolves.toMatchObject({ stderr: '' });
  });
});
