import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { canary } from '../../../test/support/canary.js';
import { eventually } from '../../../test/support/eventually.js';
import type { Job } from './child/job.ts';
import { Decoder, DecoderDied } from './decoder.js';
import { findSandbox, type Sandbox } from './sandbox.js';

const JOB: Job = { mediaType: 'image/jpeg', hide: [], ffmpeg: null };
const TOLD = { mediaType: 'image/jpeg', made: [], details: {}, claims: {}, peakMemory: 1 };

let decoder: Decoder | undefined;
afterEach(() => decoder?.end());

/** A decoder that a file has taken over: it says whatever this program says, on the pipe that is believed. */
async function takenOver(code: string): Promise<Decoder> {
  const frame = `const { writeSync, readFileSync } = require('node:fs'); readFileSync(0);
    const frame = (head, body = '') => { const json = Buffer.from(JSON.stringify(head)); const length = Buffer.alloc(4); length.writeUInt32BE(json.length);
      writeSync(4, Buffer.concat([length, json, Buffer.from(body)])); };`;
  decoder = await Decoder.start({ level: 'none', ffmpeg: null, command: [process.execPath, '-e', `${frame}${code}`] });
  await decoder.receive(Readable.from([Buffer.from('a file')]), 6);
  return decoder;
}

describe('A decoder that a file has taken over', () => {
  it('is believed while it says what decoders say', async () => {
    const bytes = `frame({ name: 'preview', at: 3, length: 2 }, 'lo'); frame({ name: 'preview', at: 0, length: 3 }, 'hel'); `;
    const made = [{ name: 'preview', mediaType: 'image/webp', width: 1, height: 1 }];
    const { made: [preview] } = await (await takenOver(`${bytes} frame({ told: ${JSON.stringify({ ...TOLD, made })} })`)).work(JOB);
    const content = Buffer.alloc(5);
    await preview?.file.read(content, 0, 5, 0);
    expect([content.toString(), preview?.size, preview?.width]).toEqual(['hello', 5, 1]);
  });

  it.each([
    ['says nothing', ''],
    ['says no JSON', `writeSync(4, Buffer.from('00000002' + '7b7b', 'hex'))`],
    ['promises a long header', `writeSync(4, Buffer.from('7fffffff', 'hex'))`],
    ['makes what there is not', `frame({ name: 'original', at: 0, length: 1 }, 'x')`],
    ['writes far away', `frame({ name: 'preview', at: 1e12, length: 1 }, 'x')`],
    ['writes before the beginning', `frame({ name: 'preview', at: -1, length: 1 }, 'x')`],
    ['writes too much', `for (;;) frame({ name: 'playback', at: 8e6, length: 1e6 }, 'x'.repeat(1e6))`],
    ['writes without end', `for (;;) frame({ name: 'playback', at: 0, length: 1e6 }, 'x'.repeat(1e6))`],
    ['tells of what it has not sent', `frame({ told: ${JSON.stringify({ ...TOLD, made: [{ name: 'preview', mediaType: 'image/webp' }] })} })`],
    ['calls a page a picture', `frame({ name: 'preview', at: 0, length: 1 }, 'x'); frame({ told: ${JSON.stringify({ ...TOLD, made: [{ name: 'preview', mediaType: 'text/html' }] })} })`],
    ['tells more than is asked', `frame({ told: ${JSON.stringify({ ...TOLD, details: { latitude: 1 } })} })`],
    ['tells of a device in two lines', `frame({ told: ${JSON.stringify({ ...TOLD, claims: { device: 'a\nb' } })} })`],
  ])('is not when it %s', async (_what, code) => {
    await expect((await takenOver(code)).work(JOB)).rejects.toBeInstanceOf(DecoderDied);
  });

  it('is not when there is none', async () => {
    decoder = await Decoder.start({ level: 'none', ffmpeg: null, command: ['/nowhere/at/all'] });
    expect(decoder.isAlive).toBe(false);
    await expect(decoder.work(JOB)).rejects.toBeInstanceOf(DecoderDied);
  });
});

describe('The walls around a decoder', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await findSandbox();
    console.log(`sandbox: ${sandbox.level}, ffmpeg ${sandbox.ffmpeg ?? 'none'}`);
  });

  /** What a program says that runs in there instead of ours. */
  async function within(code: string): Promise<string> {
    const [program = '', ...args] = [...sandbox.command.slice(0, -1), '-e', code];
    const { stdout } = await promisify(execFile)(program, args, { env: { PATH: process.env.PATH, SECRET: 'x' } }).catch((error: { stdout: string }) => error);
    return stdout.trim();
  }

  /** Of every process on the machine. */
  async function commandLines(): Promise<string[]> {
    if (process.platform !== 'linux') return (await promisify(execFile)('ps', ['-eo', 'args=', '-ww'])).stdout.split('\n');
    const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    return Promise.all(processes.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  }

  /** A process and all that it has started, itself first. */
  function below(root: number): string[] {
    if (!existsSync('/proc/self/stat')) return [];
    const parentOf = (pid: string) => Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/stat`)).map((pid) => ({ pid, parent: parentOf(pid) }));
    const found = [String(root)];
    for (const pid of found) found.push(...all.filter(({ parent }) => parent === Number(pid)).map((one) => one.pid));
    return found;
  }

  const WAITING = ['-e', 'console.log("here"); setTimeout(() => {}, 60_000)'];

  /** What can be seen of a process from outside, while it waits. */
  async function seen<T>(file: string, args: readonly string[], isNewSession: boolean, look: (pid: number) => T): Promise<T> {
    const child = spawn(file, args, { detached: isNewSession, stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await once(child.stdout, 'data');
      return look(child.pid ?? 0);
    } finally {
      child.kill('SIGKILL');
    }
  }

  /** What can be seen of the process that runs in there. */
  function lastWithin<T>(look: (pid: string) => T): Promise<T> {
    const [program = '', ...args] = sandbox.command.slice(0, -1);
    return seen(program, [...args, ...WAITING], false, (pid) => look(below(pid).at(-1) ?? ''));
  }

  it('let it see neither the machine’s files nor ours, and write nothing', async () => {
    const tries = ['readFileSync("/etc/passwd")', 'readdirSync("/")', 'writeFileSync("/tmp/parley-escaped", "x")', `readFileSync(${JSON.stringify(import.meta.filename)})`];
    for (const tried of tries) {
      expect([tried, await within(`try { require("node:fs").${tried}; console.log("escaped") } catch (error) { console.log("held") }`)]).toEqual([tried, 'held']);
    }
  });

  it('limit its memory', async () => {
    expect(await within('try { const all = []; for (let i = 0; i < 40; i++) all.push(Buffer.alloc(4e7, 1)); console.log("escaped") } catch (error) { console.log("held") }')).not.toContain('escaped');
  });

  it('count its own memory, not that of whoever started it', async () => {
    const large = Buffer.alloc(300e6, 1);
    const photo = canary('photo.jpg');
    const path = process.env.PATH;
    // Nothing is found in no path: without a wall the decoder takes the place of the process that we started.
    process.env.PATH = '';
    const bare = await findSandbox().finally(() => (process.env.PATH = path));
    for (const { level, command } of [sandbox, bare]) {
      decoder = await Decoder.start({ level, ffmpeg: null, command });
      await decoder.receive(Readable.from([photo]), photo.length);
      const { told } = await decoder.work(JOB);
      await decoder.end();
      expect([level, told.peakMemory > 30_000, told.peakMemory < 250_000]).toEqual([level, true, true]);
    }
    expect(process.memoryUsage().rss).toBeGreaterThan(large.length);
  });

  it('let everybody else on the machine go first, and change nothing about whoever started it', async () => {
    if (sandbox.level === 'none') return expect(process.platform).toBe('win32');
    const weightOf = (pid: string) => (existsSync(`/proc/${pid}/autogroup`) ? readFileSync(`/proc/${pid}/autogroup`, 'utf8').split('nice ')[1]?.trim() : undefined);
    const ours = [getPriority(), weightOf('self')];
    const isNice = sandbox.command.some((word) => word.endsWith('/nice'));
    expect(await within('console.log(require("node:os").getPriority())')).toBe(isNice ? '10' : `${getPriority()}`);
    // Where the system weighs sessions: the one behind the wall weighs less, and without a wall it is ours, which may be one
    // that the system began with and does not weigh. So a new one is asked, not ours.
    const weighsSessions = (await seen(process.execPath, WAITING, true, (pid) => weightOf(String(pid)))) !== undefined;
    const expected = sandbox.level === 'bwrap' && weighsSessions ? '5' : ours[1];
    // The system takes such a wish ten times a second, and other tests' decoders wish too.
    await eventually(async () => expect(await lastWithin(weightOf)).toBe(expected) === undefined);
    expect([getPriority(), weightOf('self')]).toEqual(ours);
  });

  it('fall with it, at whatever moment it is ended: nothing of it stays on the machine', async () => {
    const mark = `mark-${randomUUID()}`;
    const marked = { ...sandbox, command: [...sandbox.command, mark] };
    const left = async () => (await commandLines()).filter((line) => line.includes(mark));
    const waiting = await Decoder.start(marked);
    expect(await left()).not.toEqual([]);
    await waiting.end();
    for (let ms = 0; ms < 60; ms += 2) {
      const one = await Decoder.start(marked);
      await setTimeout(ms);
      await one.end();
    }
    await eventually(async () => (await left()).length === 0);
  }, 30_000);

  it('know no network, where they are whole', async () => {
    const said = await within(`require("node:net").connect(9, "192.0.2.1").on("error", (error) => { console.log(error.code); process.exit() }); setTimeout(() => process.exit(), 500)`);
    expect(sandbox.level === 'bwrap' ? said : 'ENETUNREACH').toBe('ENETUNREACH');
  });
});
