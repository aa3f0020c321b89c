import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { people, type People } from '../support/people.js';
import { declaration, photoBytes } from '../support/pieces.js';

const FEW = { RATE_DECLARE_PER_MINUTE: '5', RATE_SIGN_PER_MINUTE: '3', RATE_VIEW_PER_MINUTE: '2' };
let one: TestApp;
let two: TestApp;
let story: People;

beforeAll(async () => {
  one = await bootApp({ roles: 'api', env: FEW });
  two = await bootApp({ roles: 'api', env: FEW, database: one.database });
  story = await people(one);
  await story.buyer.drafts();
});
afterAll(async () => {
  await two.close();
  await one.close();
});

describe('Looking at originals', () => {
  it('is refused to staff who do it too often, before anything is noted', async () => {
    const asked = async ({ arbitrator, lead }: People, isLead = false) =>
      (await (isLead ? lead : arbitrator).request('post', '/v1/evidence/ev_unknown/views', { reason: 'To read the label on the box.' })).status;
    expect([await asked(story), await asked(story), await asked(story)]).toEqual([404, 404, 429]);
    expect(await asked(story, true)).toBe(404);
  });
});

describe('Declaring files', () => {
  it('is refused to who does it too often, counted over all processes, and told when to come back', async () => {
    const elsewhere = await people(two);
    elsewhere.scene.disputeId = story.scene.disputeId ?? '';
    const body = declaration(await photoBytes());
    const ask = ({ buyer, scene }: People) => buyer.request('post', `/v1/disputes/${scene.disputeId}/evidence`, body);
    const answers = await Promise.all([story, elsewhere, story, elsewhere, story, elsewhere, story, elsewhere].map(ask));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 201, 201, 429, 429, 429]);
    const refused = await ask(story);
    expect([refused.status, refused.body.code]).toEqual([429, 'too_many_requests']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
  });

  it('is not refused to others, nor are other things to them; who is refused does not even cost a count', async () => {
    const other = await story.stranger.request('post', `/v1/disputes/${story.scene.disputeId}/evidence`, declaration(await photoBytes()));
    expect(other.status).toBe(404);
    expect((await story.buyer.request('get', `/v1/disputes/${story.scene.disputeId}`)).status).toBe(200);
    const asked = async (id: string) => (await story.buyer.request('post', `/v1/evidence/${id}/upload`)).status;
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1) statuses.push(await asked('ev_unknown'));
    expect(statuses).toEqual([404, 404, 404, 429]);
    const counted = () => one.sql.query('SELECT key, points FROM rate_limit ORDER BY key');
    const before = await counted();
    expect(await asked('ev_unknown')).toBe(429);
    expect(await counted()).toEqual(before);
  });

  it('is counted anew when the minute is over, and what is over is forgotten', async () => {
    const [row] = await one.sql.query<{ kept: number }>(`SELECT count(*)::int AS kept FROM rate_limit WHERE key NOT LIKE '%buyer%'`);
    expect(row?.kept).toBeGreaterThan(0);
    await one.sql.query('UPDATE rate_limit SET expire = 0');
    const third = await bootApp({ roles: 'api', env: FEW, database: one.database });
    try {
      const again = await people(third);
      expect((await again.buyer.request('post', '/v1/evidence/ev_unknown/upload')).status).toBe(404);
    } finally {
      await third.close();
    }
  });
});
