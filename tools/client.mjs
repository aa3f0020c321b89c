import { createHash, randomFillSync, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const NOISE_AT_ONCE = 65_536;

/**
 * @typedef {{ status: number, body: any, etag?: string, location?: string }} Answer
 * @typedef {{ who: string, method: string, path: string, body?: unknown, answer: Answer }} Exchange
 */

/** An answer of 400 or more, where the caller counted on success. */
export class Refused extends Error {
  /** @param {string} what @param {Answer} answer */
  constructor(what, answer) {
    super(`${what} -> ${answer.status} ${answer.body?.code ?? ''} ${answer.body?.detail ?? ''} ${answer.body?.errors ? JSON.stringify(answer.body.errors) : ''}`);
    this.answer = answer;
  }
}

/** One person or service talking to the API: seeds and the tour act through this only, as a marketplace's client would. */
export class Client {
  /** @param {{ base: string, who: string, sub?: string, token?: string, onExchange?: (exchange: Exchange) => void }} options */
  constructor({ base, who, sub, token, onExchange }) {
    Object.assign(this, { base, who, sub, token, onExchange });
  }

  get(path) {
    return this.send('GET', path);
  }

  post(path, body, headers) {
    return this.send('POST', path, body, headers);
  }

  put(path, body) {
    return this.send('PUT', path, body);
  }

  /** @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<Answer>} */
  async send(method, path, body, headers = {}) {
    const response = await fetch(new URL(path, this.base), {
      method,
      headers: { ...this.#headersFor(method, body), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = await answerOf(response);
    this.onExchange?.({ who: this.who, method, path, body, answer });
    if (answer.status >= 400) throw new Refused(`${this.who}: ${method} ${path}`, answer);
    return answer;
  }

  #headersFor(method, body) {
    return {
      'accept-language': 'en',
      ...(this.token && { authorization: `Bearer ${this.token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      // A new key for every command: what is repeated on purpose would send the same one.
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
    };
  }

  /** Reads until `isDone` says so; the worker needs a moment for what is done outside a request. */
  async waitsFor(path, isDone, withinMs = 15_000) {
    const giveUpAt = Date.now() + withinMs;
    for (;;) {
      const silent = new Client({ ...this, onExchange: undefined });
      const answer = await silent.get(path);
      if (isDone(answer.body)) return answer;
      if (Date.now() > giveUpAt) throw new Error(`${this.who}: ${path} was not ready in time: ${JSON.stringify(answer.body)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Declares a photo, uploads its bytes straight to the store and waits until the worker has read and judged them. */
  async addsPhoto(disputeId, photo, requirement) {
    const declared = await this.post(`/v1/disputes/${disputeId}/evidence`, {
      fileName: photo.fileName,
      mediaType: 'image/jpeg',
      size: photo.bytes.length,
      sha256: createHash('sha256').update(photo.bytes).digest('hex'),
      ...(requirement && { requirement }),
    });
    const { id, upload } = declared.body;
    const stored = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: photo.bytes });
    if (!stored.ok) throw new Error(`the store refused ${photo.fileName}: ${stored.status} ${await stored.text()}`);
    await this.post(`/v1/evidence/${id}/complete`);
    const { body } = await this.waitsFor(`/v1/evidence/${id}`, ({ status }) => status === 'available' || status === 'rejected');
    if (body.status === 'rejected') throw new Error(`${photo.fileName} was rejected: ${JSON.stringify(body)}`);
    return id;
  }
}

/** @returns {Promise<Answer>} */
async function answerOf(response) {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    body: isJson && text ? JSON.parse(text) : text,
    etag: response.headers.get('etag') ?? undefined,
    location: response.headers.get('location') ?? undefined,
  };
}

/** The people of the sandbox, each with a token, and its clock. */
export async function sandboxPeople(base, onExchange) {
  const { body } = await new Client({ base, who: 'sandbox' }).get('/v1/sandbox/tokens');
  const people = Object.entries(body).map(([who, { sub, token }]) => [who, new Client({ base, who, sub, token, onExchange })]);
  return { ...Object.fromEntries(people), clock: new Client({ base, who: 'clock', onExchange }) };
}

/** The sandbox's clock jumps; whatever became due on the way has happened when this returns. */
export async function passTime(clock, by) {
  return (await clock.post('/v1/sandbox/clock/advance', { by })).body.now;
}

/**
 * A small JPEG from tools/fixtures; `note` goes into a comment segment, so that no two photos are the same file.
 * @param {'lamp-broken' | 'lamp-shade' | 'parcel'} name
 */
export async function photo(name, note = randomUUID()) {
  const jpeg = await readFile(new URL(`fixtures/${name}.jpg`, import.meta.url));
  const text = Buffer.from(note, 'utf8');
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), text]);
  return { fileName: `${name}.jpg`, bytes: Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]) };
}

/**
 * A small video that plays (2 s), made as long as wanted by a box of noise that players skip: no two are the same file.
 * @param {number} size in bytes @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function video(size) {
  const plays = await readFile(new URL('fixtures/lamp-flickers.mp4', import.meta.url));
  const bytes = new Uint8Array(size);
  bytes.set(plays);
  new DataView(bytes.buffer).setUint32(plays.length, size - plays.length);
  bytes.set(new TextEncoder().encode('free'), plays.length + 4);
  for (let at = plays.length + 8; at < size; at += NOISE_AT_ONCE) randomFillSync(bytes, at, Math.min(NOISE_AT_ONCE, size - at));
  return bytes;
}
