import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { bootApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { people, type People } from '../support/people.js';
import { photoBytes, type PieceList } from '../support/pieces.js';
import { video } from '../../tools/client.mjs';

const MIB = 1024 * 1024;
/** 40 MiB in parts of 8. */
const PARTS = 5;
const BYTES_PER_SECOND = 8 * MIB;

let parley: TestApp;
let story: People;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let wire: CDPSession | undefined;
let folder: string;
/** Numbers of the parts whose sending began, and of those the store took. */
let begun: number[];
let taken: number[];
let faults: string[];

beforeAll(async () => {
  parley = await bootApp();
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  folder = await mkdtemp(join(tmpdir(), 'parley-film-'));
  await writeFile(join(folder, 'lamp.mp4'), await video(40 * MIB));
  await writeFile(join(folder, 'lamp.jpg'), await photoBytes());
});
beforeEach(async () => {
  story = await people(parley);
  await story.buyer.drafts();
  context = await browser.newContext({ locale: 'en-GB', viewport: { width: 390, height: 844 } });
  page = await context.newPage();
  wire = undefined;
  [begun, taken, faults] = [[], [], []];
  const partOf = (url: string) => Number(new URL(url).searchParams.get('partNumber'));
  page.on('request', (request) => void (request.method() === 'PUT' && begun.push(partOf(request.url()))));
  page.on('response', (response) => void (response.request().method() === 'PUT' && response.ok() && taken.push(partOf(response.url()))));
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => void (/Content Security Policy|Refused to/.test(message.text()) && faults.push(message.text())));
});
afterAll(async () => {
  await browser.close();
  await parley.close();
  await rm(folder, { recursive: true, force: true });
});

/** As slow as a good telephone, so that there is a middle in which something can happen; or without any network. */
async function network(offline = false): Promise<void> {
  wire ??= await context.newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.emulateNetworkConditions', { offline, latency: 5, downloadThroughput: -1, uploadThroughput: BYTES_PER_SECOND });
}

const open = async () => {
  await page.goto(`${parley.url}/sandbox/upload?dispute=${story.scene.disputeId}`);
  await state('ready');
};
const choose = async (file: string) => {
  await page.getByLabel('Photo, video or PDF').setInputFiles(join(folder, file));
  await page.getByRole('button', { name: 'Send or go on' }).click();
};
const state = (name: string) => page.waitForSelector(`#state[data-state="${name}"]`, { timeout: 40_000, state: 'attached' });
const untilTaken = (count: number) => eventually(async () => taken.length >= count, 60_000);
const shown = async () => (await story.buyer.sees<PieceList>('evidence')).data;

describe('A telephone', () => {
  it('sends a video of 40 MiB through a lost network, a pause and a closed page, and no part twice that had arrived', async () => {
    await open();
    await network();
    await choose('lamp.mp4');
    await untilTaken(1);
    await network(true);
    await state('waiting');
    const beforeCut = taken.length;
    expect(beforeCut).toBeLessThan(PARTS);
    await network();
    await untilTaken(beforeCut + 1);
    await page.getByRole('button', { name: 'Pause' }).click();
    await state('paused');
    const beforeReload = new Set(taken);
    expect(beforeReload.size).toBeLessThan(PARTS);
    await page.reload();
    await state('ready');
    expect(await page.textContent('#unfinished')).toContain('lamp.mp4');
    begun = [];
    await network();
    await choose('lamp.mp4');
    await state('available');
    expect(begun.filter((number) => beforeReload.has(number))).toEqual([]);
    expect(begun.toSorted()).toEqual([1, 2, 3, 4, 5].filter((number) => !beforeReload.has(number)));
    expect(taken.toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect(await shown()).toEqual([expect.objectContaining({ kind: 'video', status: 'available', size: 40 * MIB })]);
    expect(await page.textContent('#unfinished')).toBe('');
    expect(faults).toEqual([]);
    console.log(`browser: ${beforeCut} parts before the network was cut, ${beforeReload.size} before the reload, ${begun.length} after it`);
  });

  it('sends a photo whole, and is told in words why a file is not taken', async () => {
    await open();
    await choose('lamp.jpg');
    await state('available');
    expect(await page.textContent('#state')).toBe('Accepted: it is part of the dispute.');
    await writeFile(join(folder, 'page.jpg'), '<!doctype html><script>alert(1)</script>');
    await choose('page.jpg');
    await state('type_mismatch');
    expect(await page.textContent('#state')).toBe('Rejected: the contents are of another type.');
    expect(faults).toEqual([]);
  });
});

describe('The page', () => {
  it('speaks Spanish, names every field and is used with the keyboard alone', async () => {
    const spanish = await browser.newContext({ locale: 'es-ES' });
    page = await spanish.newPage();
    await page.goto(`${parley.url}/sandbox/upload?dispute=${story.scene.disputeId}`);
    await state('ready');
    expect(await page.getAttribute('html', 'lang')).toBe('es');
    for (const label of ['Quién', 'Disputa', 'Foto, vídeo o PDF', 'Progreso']) expect(await page.getByLabel(label, { exact: true }).count()).toBe(1);
    await page.getByLabel('Foto, vídeo o PDF').setInputFiles(join(folder, 'lamp.jpg'));
    await page.getByLabel('Foto, vídeo o PDF').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await state('available');
    expect(await page.textContent('#state')).toBe('Aceptado: ya forma parte de la disputa.');
    await spanish.close();
  });

  it('may load and ask nobody but us and the store', async () => {
    const answer = await page.goto(`${parley.url}/sandbox/upload`);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain(`connect-src 'self' ${new URL(process.env.S3_ENDPOINT ?? '').origin};`);
    for (const path of ['hashes/argon2.js', 'index.html', '..%2f..%2fpackage.json', 'hashes/..%2fpackage.json']) {
      expect((await parley.http.get(`/sandbox/upload/${path}`)).status).toBe(404);
    }
  });
});
