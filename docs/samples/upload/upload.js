import { sha256 } from './hashes/sha2.js';
import { bytesToHex } from './hashes/utils.js';

const SLICE = 4 * 1024 * 1024;
const LONGEST_WAIT_MS = 30_000;
const KEPT_UNDER = 'parley-uploads';

/** Reads a file slice by slice: one of 200 MiB needs 4 MiB of memory. */
export async function hashOf(file, onProgress = () => {}) {
  const hash = sha256.create();
  for (let at = 0; at < file.size; at += SLICE) {
    hash.update(new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer()));
    onProgress(Math.min(1, (at + SLICE) / file.size));
  }
  return bytesToHex(hash.digest());
}

/** What was begun and not finished, by dispute and hash: it outlives the page, the file must be chosen again. */
export const unfinished = {
  all: () => JSON.parse(localStorage.getItem(KEPT_UNDER) ?? '{}'),
  find: (disputeId, hash) => unfinished.all()[`${disputeId} ${hash}`],
  keep: (disputeId, hash, piece) => localStorage.setItem(KEPT_UNDER, JSON.stringify({ ...unfinished.all(), [`${disputeId} ${hash}`]: piece })),
  forget(disputeId, hash) {
    const { [`${disputeId} ${hash}`]: _done, ...others } = unfinished.all();
    localStorage.setItem(KEPT_UNDER, JSON.stringify(others));
  },
};

/** A refusal by the API (application/problem+json), or a status by the store. */
export class Refused extends Error {
  constructor(status, body) {
    super(body?.detail ?? `answered ${status}`);
    Object.assign(this, { status, code: body?.code });
  }
}

/**
 * One file on its way into a dispute. `run()` may be called again after `pause()`, after an error and after a reload:
 * what has arrived is asked of the API and not sent twice. `api(method, path, body)` sends a request with the caller's token.
 */
export class EvidenceUpload {
  #stop = new AbortController();

  constructor({ api, disputeId, file, onChange = () => {} }) {
    Object.assign(this, { api, disputeId, file, onChange });
  }

  pause() {
    this.#stop.abort();
  }

  /** The piece as the API judged it (`available` or `rejected`), or null when it was paused. */
  async run() {
    this.#stop = new AbortController();
    try {
      const hash = await hashOf(this.file, (done) => this.#tell('hashing', done));
      this.#stop.signal.throwIfAborted();
      const { id, upload } = unfinished.find(this.disputeId, hash) ?? (await this.#declare(hash));
      await this.#sendAll(id, upload);
      const piece = await this.#judged(id);
      unfinished.forget(this.disputeId, hash);
      return piece;
    } catch (error) {
      if (this.#stop.signal.aborted) return null;
      // Forgotten or deleted meanwhile: the next run declares it anew.
      if (error instanceof Refused && [404, 409].includes(error.status)) this.#forgetThis();
      throw error;
    }
  }

  async #declare(hash) {
    const { name, type, size } = this.file;
    const piece = await this.#patiently(() => this.api('POST', `/v1/disputes/${this.disputeId}/evidence`, { fileName: name, mediaType: type, size, sha256: hash }));
    unfinished.keep(this.disputeId, hash, { id: piece.id, upload: piece.upload, name });
    return piece;
  }

  #forgetThis() {
    for (const [key, { name }] of Object.entries(unfinished.all())) if (name === this.file.name) unfinished.forget(...key.split(' '));
  }

  async #sendAll(id, upload) {
    const { status } = await this.#patiently(() => this.api('GET', `/v1/evidence/${id}`));
    if (status !== 'declared') return;
    if (upload.partsHref) await this.#sendParts(upload);
    else await this.#sendWhole(id);
    await this.#patiently(() => this.api('POST', `/v1/evidence/${id}/complete`));
  }

  async #sendWhole(id) {
    await this.#patiently(async () => {
      const { upload } = await this.api('POST', `/v1/evidence/${id}/upload`);
      await this.#put(upload, this.file);
    });
  }

  async #sendParts({ partsHref, partSize, parts }) {
    const { data } = await this.#patiently(() => this.api('GET', partsHref));
    const arrived = new Set(data.map(({ number }) => number));
    for (let number = 1; number <= parts; number += 1) {
      this.#tell('sending', arrived.size / parts);
      if (arrived.has(number)) continue;
      await this.#patiently(async () => {
        // Signed when its turn comes: addresses live for minutes, and a phone may sleep longer than that.
        const { data: [address] } = await this.api('POST', partsHref, { numbers: [number] });
        await this.#put(address, this.file.slice((number - 1) * partSize, number * partSize));
      });
      arrived.add(number);
    }
    this.#tell('sending', 1);
  }

  async #put({ url, headers }, body) {
    const response = await fetch(url, { method: 'PUT', headers, body, signal: this.#stop.signal });
    // 412: it is there already, and nothing replaces it.
    if (!response.ok && response.status !== 412) throw new Refused(response.status);
  }

  async #judged(id) {
    for (;;) {
      this.#tell('checking', 1);
      const piece = await this.#patiently(() => this.api('GET', `/v1/evidence/${id}`));
      if (piece.status !== 'processing') return piece;
      await this.#wait(1000);
    }
  }

  /** Tries again, ever more slowly, what failed for want of a network or a server; a refusal is final. */
  async #patiently(work) {
    for (let failures = 0; ; failures += 1) {
      this.#stop.signal.throwIfAborted();
      try {
        return await work();
      } catch (error) {
        this.#stop.signal.throwIfAborted();
        // 403 by the store is an address that expired on the way.
        const isFinal = error instanceof Refused && error.status < 500 && error.status !== 429 && !(error.status === 403 && error.code === undefined);
        if (isFinal) throw error;
        this.#tell('waiting');
        await this.#wait(Math.min(1000 * 2 ** failures, LONGEST_WAIT_MS));
      }
    }
  }

  /** Ends early when the network is back or somebody pauses. */
  #wait(ms) {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        removeEventListener('online', done);
        this.#stop.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      addEventListener('online', done);
      this.#stop.signal.addEventListener('abort', done);
    });
  }

  #tell(state, done) {
    this.onChange({ state, done });
  }
}
