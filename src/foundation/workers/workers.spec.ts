import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Config } from '../config/config.js';
import { Log } from '../logging/log.js';
import { Workers } from './workers.js';

const workersOf = (lines: string[] = []): Workers =>
  new Workers({ runsWorkers: true, sweepIntervalMs: 1 } as Config, new Log('info', { write: (line: string) => void lines.push(line) }));

const until = async (reached: () => boolean): Promise<void> => {
  while (!reached()) await turn();
};

describe('background work', () => {
  it('rests as long as the settings say unless it says otherwise, and purges by themselves', async () => {
    const workers = workersOf();
    let ticks = 0;
    let purged = 0;
    workers.register({ name: 'sweep', tick: async () => ((ticks += 1), 0) });
    workers.registerPurge('letters', async () => ((purged += 1), purged < 3 ? 500 : 0));
    workers.onApplicationBootstrap();
    await until(() => ticks >= 3 && purged === 3);
    expect(workers.names).toEqual(['sweep', 'letters-purge']);
    await workers.stop();
    expect(purged).toBe(3);
  });

  it('goes on at once while there is some, and rests when there is none', async () => {
    const workers = workersOf();
    let left = 5;
    let ticks = 0;
    workers.register({ name: 'sweep', everyMs: 60_000, tick: async () => ((ticks += 1), left > 0 ? left-- && 1 : 0) });
    workers.onApplicationBootstrap();
    await until(() => ticks === 6);
    await turn();
    expect(ticks).toBe(6);
    await workers.stop();
    expect(workers.running).toBe(false);
  });

  it('is finished, not cut, when the process ends', async () => {
    const workers = workersOf();
    let finish: () => void = () => undefined;
    let finished = 0;
    let begun = 0;
    const tick = async (): Promise<number> => {
      begun += 1;
      await new Promise<void>((resolve) => (finish = resolve));
      finished += 1;
      return 1;
    };
    workers.register({ name: 'slow', everyMs: 1, tick });
    workers.start();
    await until(() => begun === 1);
    let stopped = false;
    const stopping = workers.stop().then(() => (stopped = true));
    await turn();
    expect(stopped).toBe(false);
    finish();
    await stopping;
    expect([begun, finished]).toEqual([1, 1]);
  });

  it('survives its own errors and says which worker failed, without the values in a database message', async () => {
    const lines: string[] = [];
    const workers = workersOf(lines);
    let ticks = 0;
    const failure = Object.assign(new Error('invalid input: "my private text"'), { severity: 'ERROR', code: '22P02', detail: 'my private row' });
    workers.register({ name: 'fragile', everyMs: 1, tick: async () => ((ticks += 1), ticks < 3 ? Promise.reject(failure) : 0) });
    workers.start();
    await until(() => ticks >= 3);
    await workers.stop();
    expect(lines.slice(0, 2).map((line) => (JSON.parse(line) as { worker: string; error: { code: string } }))).toEqual([
      expect.objectContaining({ worker: 'fragile', error: expect.objectContaining({ code: '22P02' }) }),
      expect.objectContaining({ worker: 'fragile' }),
    ]);
    expect(lines.join()).not.toContain('private');
  });

  it('adds up what is due, and refuses two workers of one name', async () => {
    const workers = workersOf();
    workers.register({ name: 'a', everyMs: 1, tick: async () => 0, backlog: async () => 3 });
    workers.register({ name: 'b', everyMs: 1, tick: async () => 0, backlog: async () => 4 });
    workers.register({ name: 'c', everyMs: 1, tick: async () => 0 });
    expect(await workers.backlog()).toBe(7);
    expect(await workers.backlog('b')).toBe(4);
    expect(() => workers.register({ name: 'a', everyMs: 1, tick: async () => 0 })).toThrow('twice');
  });
});

describe('a log line', () => {
  it('hides what a token or a message text is called', () => {
    const lines: string[] = [];
    new Log('info', { write: (line: string) => void lines.push(line) }).info('x', {
      request: { headers: { authorization: 'Bearer abc' }, body: { text: 'abc' } }, token: 'abc', text: 'abc', requestId: 'r-1',
    });
    expect(lines[0]).not.toContain('abc');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', message: 'x', requestId: 'r-1' });
  });
});
