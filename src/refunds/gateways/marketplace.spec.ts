import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { answerFrom } from './marketplace.answers.js';
import { MarketplaceGateway } from './marketplace.gateway.js';

const SECRET = `whsec_${Buffer.from('a secret of the marketplace itself').toString('base64')}`;
const ORDER = { key: 'rf_1-1', refundId: 'rf_1', disputeId: 'dp_1', orderId: 'o-1', amount: 2399, currency: 'EUR' };
let server: Server | undefined;

async function gatewayTo(listener: RequestListener, timeOut?: number): Promise<MarketplaceGateway> {
  server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return new MarketplaceGateway(`http://127.0.0.1:${(server.address() as AddressInfo).port}/refunds`, SECRET, timeOut);
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

describe('The marketplace is asked to pay', () => {
  it('in a message that is signed, and whose id is the key on every try', async () => {
    const messages: [id: unknown, message: unknown][] = [];
    const gateway = await gatewayTo((request, response) => {
      void request.toArray().then((chunks) => {
        messages.push([request.headers['webhook-id'], new Webhook(SECRET).verify(Buffer.concat(chunks), request.headers as Record<string, string>)]);
        response.end(JSON.stringify({ status: 'succeeded', providerReference: 'psp-1' }));
      });
    });
    expect(await gateway.send(ORDER)).toEqual({ kind: 'succeeded', reference: 'psp-1' });
    await gateway.send(ORDER);
    expect(messages).toEqual(Array(2).fill(['rf_1-1', { type: 'refund.requested', ...ORDER }]));
  });

  it('and about a key in messages of their own ids', async () => {
    const messages: [id: unknown, message: unknown][] = [];
    const gateway = await gatewayTo((request, response) => {
      void request.toArray().then((chunks) => {
        messages.push([request.headers['webhook-id'], JSON.parse(Buffer.concat(chunks).toString())]);
        response.writeHead(404).end(JSON.stringify({ status: 'unknown_key' }));
      });
    });
    expect([await gateway.ask('rf_1-1'), await gateway.ask('rf_1-1')]).toEqual(Array(2).fill({ kind: 'unknown_key' }));
    expect(messages.map(([, message]) => message)).toEqual(Array(2).fill({ type: 'refund.status', refundId: 'rf_1', key: 'rf_1-1' }));
    expect(new Set(messages.map(([id]) => id)).size).toBe(2);
  });

  it.each<[string, RequestListener]>([
    ['stalls', () => undefined],
    ['stalls in its answer', (_request, response) => void response.writeHead(200).write('{"status":')],
    ['hangs up', (_request, response) => void response.destroy()],
    ['never ends', (_request, response) => void response.end(JSON.stringify({ status: 'failed', padding: 'x'.repeat(70_000) }))],
    ['sends elsewhere', ({ url }, response) => void (url === '/refunds' ? response.writeHead(307, { location: '/paid' }).end() : response.end('{"status":"succeeded"}'))],
  ])('one that %s has not answered', async (_what, listener) => {
    const gateway = await gatewayTo(listener, 300);
    expect(await gateway.send(ORDER)).toEqual({ kind: 'no_answer' });
  });

  it('one that is not there has not answered', async () => {
    expect(await new MarketplaceGateway('http://127.0.0.1:1/', SECRET).send(ORDER)).toEqual({ kind: 'no_answer' });
  });
});

describe('An answer', () => {
  const failed = { status: 'failed', failure: 'account_closed' };
  it.each<[number, unknown, string]>([
    [200, { status: 'succeeded', providerReference: 'psp-1' }, 'succeeded'],
    [200, { status: 'succeeded' }, 'succeeded'],
    [200, { status: 'pending' }, 'pending'],
    [200, failed, 'failed'],
    [422, failed, 'failed'],
    [402, { status: 'failed' }, 'failed'],
    [202, undefined, 'pending'],
    [202, failed, 'pending'],
    [404, { status: 'unknown_key' }, 'unknown_key'],
    [200, { status: 'unknown_key' }, 'no_answer'],
    [404, undefined, 'no_answer'],
    [400, { status: 'succeeded' }, 'no_answer'],
    [401, { error: 'who are you' }, 'no_answer'],
    [409, failed, 'no_answer'],
    [429, failed, 'no_answer'],
    [500, failed, 'no_answer'],
    [503, undefined, 'no_answer'],
    [302, failed, 'no_answer'],
    [204, undefined, 'no_answer'],
    [200, undefined, 'no_answer'],
    [200, 'succeeded', 'no_answer'],
    [200, { status: 'done' }, 'no_answer'],
  ])('of %i with %j means %s', (status, body, kind) => {
    expect(answerFrom(status, body).kind).toBe(kind);
  });
});
