import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { people, type People } from '../support/people.js';

const MISSING = '/v1/disputes/dp_01k00000000000000000000000';

describe("someone else's dispute is a 404 equal to a missing one", () => {
  let app: TestApp;
  let p: People;
  beforeAll(async () => {
    app = await bootApp();
    p = await people(app);
    await p.buyer.opensDispute();
  });
  afterAll(() => app.close());

  const parts = ['', '/timeline', '/audit', '/messages', '/evidence', '/refunds', '/chart.svg'];
  it.each(parts)('GET %s', async (part) => {
    const [theirs, missing] = await Promise.all([
      p.stranger.request('get', `/v1/disputes/${p.scene.disputeId}${part}`),
      p.stranger.request('get', `${MISSING}${part}`),
    ]);
    const { requestId: _one, instance: _a, ...same } = theirs.body as Record<string, unknown>;
    const { requestId: _two, instance: _b, ...other } = missing.body as Record<string, unknown>;
    expect([theirs.status, same]).toEqual([404, other]);
    expect(missing.status).toBe(404);
  });

  const commands = ['open', 'withdraw', 'accept-claim', 'escalate', 'return/waive', 'waive-appeal', 'take'];
  it.each(commands)('POST %s', async (command) => {
    const answer = await p.stranger.request('post', `/v1/disputes/${p.scene.disputeId}/${command}`, {});
    expect(answer.status).toBe(command === 'take' ? 403 : 404);
  });

  it('without a token there is nothing at all', async () => {
    const answer = await p.anonymous.request('get', `/v1/disputes/${p.scene.disputeId}`);
    expect([answer.status, answer.headers['content-type']]).toEqual([401, expect.stringContaining('application/problem+json')]);
  });

  it("one's own dispute in the wrong role is a 403", async () => {
    await expect(p.seller.does('withdraw')).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    await expect(p.buyer.does('accept-claim')).rejects.toMatchObject({ status: 403, code: 'forbidden' });
  });
});
