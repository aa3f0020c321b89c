import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROBLEM_CODES } from '../../src/foundation/problems/problem-codes.js';
import { bootApp, type TestApp } from '../support/app.js';

let parley: TestApp;
beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
});
afterAll(() => parley.close());

const ADDRESS = /(?:src|href)="([^"]+)"/g;
const addressesIn = (page: string): string[] => [...page.matchAll(ADDRESS)].map(([, address]) => address ?? '');

describe('/docs', () => {
  it('needs no token and no other server', async () => {
    const page = await parley.http.get('/docs').expect(200).expect('content-type', /html/);
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self'/);
    const addresses = addressesIn(page.text);
    expect(addresses).toHaveLength(4);
    for (const address of addresses) {
      expect(address).toMatch(/^\/docs\//);
      await parley.http.get(address).expect(200);
    }
    const script = await parley.http.get('/docs/start.js').expect(200).expect('content-type', /javascript/);
    expect(script.text).toContain("url: '/openapi.yaml'");
  });

  it('gives the contract as it is committed', async () => {
    const given = await parley.http.get('/openapi.yaml').expect(200).expect('content-type', /yaml/).buffer(true).parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
    });
    expect(given.body).toBe(readFileSync('openapi.yaml', 'utf8'));
  });

  it('gives nothing else of the package that draws it', async () => {
    await parley.http.get('/docs/assets/package.json').expect(404).expect('content-type', /problem\+json/);
    await parley.http.get('/docs/assets/..%2f..%2fpackage.json').expect(404);
  });

  it('has a place for the type of every problem, in both languages', async () => {
    const { body } = await parley.http.get('/v1/disputes').expect(401);
    const [path, anchor] = (body as { type: string }).type.split('#');
    const { text } = await parley.http.get(path ?? '').expect(200);
    expect(text).toContain(`id="${anchor}"`);
    for (const [code, { status, title }] of Object.entries(PROBLEM_CODES)) {
      expect(text).toContain(`<tr id="${code}"><td><a href="#${code}"><code>${code}</code></a></td><td>${status}</td><td>${title.en}</td><td lang="es">${title.es}</td>`);
    }
  });
});
