import { createHash, randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import { photo } from '../../tools/client.mjs';
import type { Http } from './app.js';
import { eventually } from './eventually.js';
import type { SeenDispute } from './seen.js';

/** What a story is about: set by whoever pushes the order or opens the dispute, read by everybody's verbs. */
export interface Scene {
  http: Http;
  orderId?: string;
  disputeId?: string;
}

/** Where and how to put the bytes of declared evidence. */
export interface Upload {
  method: string;
  url: string;
  headers: Record<string, string>;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** An answer of 400 or more: `await expect(buyer.escalates()).rejects.toMatchObject({ status: 409, code: '...' })`. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(
    what: string,
    readonly response: Response,
  ) {
    super(`${what} -> ${response.status} ${response.text}`);
    this.status = response.status;
    this.code = (response.body as { code?: string }).code ?? '';
  }
}

/** Somebody with a token (or without one), and everything anybody can do with a dispute. */
export class Person {
  constructor(
    protected readonly scene: Scene,
    readonly name: string,
    readonly sub: string,
    readonly token?: string,
  ) {}

  /** The raw request, whatever comes of it. POSTs carry a fresh Idempotency-Key unless `headers` has one. */
  request(method: Method, path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
    const request = this.scene.http[method](path);
    if (this.token) void request.set('authorization', `Bearer ${this.token}`);
    if (method === 'post') void request.set('idempotency-key', randomUUID());
    void request.set(headers);
    return Promise.resolve(body === undefined ? request : request.send(body));
  }

  /** A request that must succeed; a refusal is thrown. Gives back the body. */
  async asks<T = SeenDispute>(method: Method, path: string, body?: object, headers?: Record<string, string>): Promise<T> {
    const response = await this.request(method, path, body, headers);
    if (response.status >= 400) throw new Refusal(`${this.name}: ${method.toUpperCase()} ${path}`, response);
    return response.body as T;
  }

  /** A command on the story's dispute: `does('escalate', { text })`. */
  does<T = SeenDispute>(command: string, body?: object, headers?: Record<string, string>): Promise<T> {
    return this.asks<T>('post', `${this.dispute}/${command}`, body, headers);
  }

  /** A command that may only be given about the version one has seen. */
  async doesHavingSeen(command: string, body?: object): Promise<SeenDispute> {
    return this.does(command, body, { 'if-match': await this.version() });
  }

  /** The dispute, or one of its parts (`timeline`, `audit`, `refunds`), as this person sees it. */
  sees<T = SeenDispute>(part = ''): Promise<T> {
    return this.asks<T>('get', part ? `${this.dispute}/${part}` : this.dispute);
  }

  async version(): Promise<string> {
    const response = await this.request('get', this.dispute);
    if (response.status !== 200) throw new Refusal(`${this.name} looks`, response);
    return response.headers['etag'] ?? '';
  }

  /** The names of what this person may do now. */
  async may(): Promise<string[]> {
    const { availableActions } = await this.sees();
    return availableActions.map(({ action }) => action);
  }

  /** Waits until the dispute is in this state for this person: for what a worker does by itself. */
  async waitsUntil(state: string): Promise<SeenDispute> {
    return eventually(async () => {
      const seen = await this.sees();
      if (seen.state !== state) throw new Error(`${this.name} sees ${seen.state}, not ${state}`);
      return seen;
    });
  }

  says(text: string, more: object = {}): Promise<SeenDispute> {
    return this.does('messages', { text, ...more });
  }

  /** Declares, uploads and completes one photo; resolves with its id when the worker has judged it. */
  async shows(name: 'lamp-broken' | 'lamp-shade' | 'parcel' = 'lamp-broken', more: object = {}): Promise<string> {
    const { fileName, bytes } = await photo(name);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const declared = await this.does<{ id: string; upload: Upload }>('evidence', { fileName, mediaType: 'image/jpeg', size: bytes.length, sha256, ...more });
    await this.uploads(declared.upload, bytes);
    await this.asks('post', `/v1/evidence/${declared.id}/complete`);
    const status = await eventually(async () => {
      const seen = await this.asks<{ status: string }>('get', `/v1/evidence/${declared.id}`);
      return seen.status !== 'processing' && seen.status;
    });
    if (status !== 'available') throw new Error(`${fileName} was ${status}`);
    return declared.id;
  }

  async uploads(upload: Upload, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const stored = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: bytes });
    if (!stored.ok) throw new Error(`the store answered ${stored.status}: ${await stored.text()}`);
  }

  protected get dispute(): string {
    if (!this.scene.disputeId) throw new Error('nobody has drafted a dispute in this story');
    return `/v1/disputes/${this.scene.disputeId}`;
  }
}
