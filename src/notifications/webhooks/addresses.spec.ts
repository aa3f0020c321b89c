import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Config } from '../../foundation/config/config.js';
import type { Problem } from '../../foundation/problems/problem.js';
import type { DeliveriesRepository } from '../store/deliveries.repository.js';
import type { WebhooksRepository } from '../store/webhooks.repository.js';
import { publicOnly, publicOrLoopback, type AddressPolicy } from './addresses.js';
import { EndpointsService } from './endpoints.service.js';
import { Sender, type Reply } from './sender.js';
import { isForbiddenLiteral, systemResolver, type Resolver } from './target.js';

/** Everything a URL can say instead of an address that must not be reached. */
const FORBIDDEN = [
  // This machine, in all the ways a URL can say it.
  '127.0.0.1', '127.1', '127.0.1', '127.255.255.254', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '017700000001', '0x7f.0x0.0x0.0x1', '１２７.０.０.１', '127。0。0。1',
  '0.0.0.0', '0', '0.1.2.3', '[::1]', '[0:0:0:0:0:0:0:1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[::7f00:1]',
  // Inside a house.
  '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '0xc0a80001', '[fd00::1]', '[fc00::1]', '[fec0::1]', '[::ffff:10.0.0.1]', '[::ffff:c0a8:1]',
  // Link-local, with the clouds' metadata.
  '169.254.169.254', '2852039166', '0xa9fea9fe', '[fe80::1]', '[::ffff:169.254.169.254]', '[fd00:ec2::254]', '168.63.129.16', '[::ffff:168.63.129.16]', '100.100.100.200',
  // Between providers, translated and tunnelled.
  '100.64.0.1', '100.127.255.254', '[64:ff9b::7f00:1]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b:1::a00:1]', '[2002:7f00:1::]', '[2002:a9fe:a9fe::1]', '[2001:0:4136:e378:8000:63bf:f5fe:fe]', '[2001:db8::1]',
  '[2600::5efe:10.0.0.1]',
  // To many or to nobody.
  '224.0.0.1', '239.255.255.250', '255.255.255.255', '240.0.0.1', '192.0.0.192', '192.0.2.1', '198.18.0.1', '198.51.100.7', '203.0.113.9', '[ff02::1]', '[3fff::1]', '[5f00::1]', '[100::1]',
];
const ALLOWED = ['93.184.216.34', '8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '[2606:4700:4700::1111]', '[2a00:1450:4001:80b::200e]'];

const everything: AddressPolicy = () => true;
let sink: http.Server;
let port: number;
let hits = 0;

beforeAll(async () => {
  sink = http.createServer((_request, response) => {
    hits += 1;
    response.end('reached');
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  ({ port } = sink.address() as AddressInfo);
});
afterAll(() => void sink.close());

function sends(url: string, isAllowed: AddressPolicy, resolver: Resolver = systemResolver): Promise<Reply> {
  return new Sender({ isAllowed, resolver, timeoutMs: 3_000, allowsPlainHttp: true }).send({ url, headers: {}, body: '{}' }, new AbortController().signal);
}

const answers = (...addresses: string[]): Resolver => async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('Addresses that must not be reached', () => {
  it('are refused however they are written', async () => {
    console.log(`addresses: ${FORBIDDEN.length} spellings`);
    expect(FORBIDDEN.length).toBeGreaterThanOrEqual(56);
    hits = 0;
    for (const host of FORBIDDEN) {
      const url = `http://${host}:${port}/`;
      expect([host, isForbiddenLiteral(new URL(url), publicOnly)]).toEqual([host, true]);
      expect([host, (await sends(url, publicOnly)).error]).toEqual([host, 'address_not_allowed']);
    }
    expect(hits).toBe(0);
  });

  it('would be reached if nobody looked', async () => {
    hits = 0;
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '017700000001']) expect([host, (await sends(`http://${host}:${port}/`, everything)).status]).toEqual([host, 200]);
    expect(hits).toBe(4);
  });

  it('are refused as what a name stands for, also one among others', async () => {
    hits = 0;
    for (const host of FORBIDDEN) {
      const address = new URL(`http://${host}/`).hostname.replace(/[[\]]/g, '');
      const forms = [[address], ['93.184.216.34', address], [address, '93.184.216.34'], ['2606:4700:4700::1111', '93.184.216.34', address]];
      for (const form of forms) expect([form, (await sends(`http://shop.example:${port}/`, publicOnly, answers(...form))).error]).toEqual([form, 'address_not_allowed']);
    }
    expect((await sends(`http://shop.example:${port}/`, publicOnly, answers())).error).toBe('address_not_allowed');
    expect((await sends(`http://shop.example:${port}/`, publicOnly, answers('fe80::1%lo', 'nonsense'))).error).toBe('address_not_allowed');
    expect((await sends(`http://localhost:${port}/`, publicOnly)).error).toBe('address_not_allowed');
    expect(hits).toBe(0);
  });

  it('are not those of the public internet', () => {
    expect(ALLOWED.filter((host) => isForbiddenLiteral(new URL(`https://${host}/`), publicOnly))).toEqual([]);
    expect(['127.0.0.1', '::1'].every(publicOrLoopback)).toBe(true);
    expect(['10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1', '0.0.0.0'].some(publicOrLoopback)).toBe(false);
  });
});

describe('Outside the sandbox', () => {
  const house = (sandbox: boolean) => new EndpointsService({} as WebhooksRepository, {} as DeliveriesRepository, { sandbox } as Config);
  const refused = (url: string, sandbox = false) => house(sandbox).create({ url, description: null, types: null, contactEmail: null }, 'shop').then(() => 'taken', (error: Problem) => error.errors?.[0]?.code ?? error.message);

  it('only https is spoken, and not to this machine', async () => {
    expect(await refused('http://shop.example/')).toBe('https_required');
    expect(await refused('https://127.0.0.1/')).toBe('address_not_allowed');
    expect(await refused('https://[::1]/')).toBe('address_not_allowed');
    hits = 0;
    const sender = new Sender({ isAllowed: everything, resolver: systemResolver, timeoutMs: 1_000, allowsPlainHttp: false });
    expect((await sender.send({ url: `http://127.0.0.1:${port}/`, headers: {}, body: '{}' }, new AbortController().signal)).error).toBe('address_not_allowed');
    expect(hits).toBe(0);
  });
});

describe('A resolver that changes its mind', () => {
  /** Public when it is asked first, this very machine afterwards. */
  function rebinding(): { resolver: Resolver; asked: () => number } {
    let asked = 0;
    return { asked: () => asked, resolver: async () => [{ address: (asked += 1) === 1 ? '127.0.0.2' : '127.0.0.1', family: 4 }] };
  }
  /** As if 127.0.0.2 were public. */
  const publicHere: AddressPolicy = (address) => address === '127.0.0.2';

  it('is asked once: what was checked is what is connected to', async () => {
    hits = 0;
    const { resolver, asked } = rebinding();
    // Nobody listens at the checked address: had the second answer been used, the sink would have been reached.
    expect((await sends(`http://shop.example:${port}/`, publicHere, resolver)).error).toBe('connection_refused');
    expect([asked(), hits]).toEqual([1, 0]);
    expect((await sends(`http://shop.example:${port}/`, publicHere, resolver)).error).toBe('address_not_allowed');
    expect(hits).toBe(0);
  });

  it('would get through to the machine if it were asked a second time', async () => {
    hits = 0;
    const { resolver } = rebinding();
    const [checked] = await resolver('shop.example');
    expect(publicHere(checked!.address)).toBe(true);
    expect((await sends(`http://shop.example:${port}/`, everything, resolver)).status).toBe(200);
    expect(hits).toBe(1);
  });
});
