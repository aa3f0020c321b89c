import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../../test/support/app.js';
import { people, type People } from '../../test/support/people.js';

interface Notice {
  kind: string;
  to: string;
  role: string;
  disputeId: string;
  deadline: string;
  dueAt: string;
  sentAt: string;
  subject: string;
}

let parley: TestApp;
let second: TestApp;

beforeAll(async () => {
  parley = await bootApp();
  second = await bootApp({ roles: 'worker', database: parley.database });
});
afterAll(async () => {
  await second.close();
  await parley.close();
});

const mailbox = async ({ buyer, scene }: People): Promise<Notice[]> => {
  const { data } = await buyer.asks<{ data: Notice[] }>('get', '/v1/sandbox/mailbox?limit=100');
  return data.filter(({ disputeId, kind }) => disputeId === scene.disputeId && kind === 'reminder');
};

const DAY = 86_400_000;

/** Where it is between eight and nine in the morning: then neither half time, nor the day before, falls into anybody's night. */
function morningZone(): string {
  const ahead = ((8 - new Date().getUTCHours() + 36) % 24) - 12;
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

describe('Reminders', () => {
  it('come at half time, a day and two hours before the end, once, to whom it concerns', async () => {
    const told = await people(parley);
    await told.marketplace.pushesOrder({ sellerLocale: 'es', sellerTimeZone: morningZone() });
    const { deadlines } = await told.buyer.opensDispute();
    const dueAt = deadlines.find(({ kind }) => kind === 'sellerResponse')?.dueAt ?? '';
    expect(await mailbox(told)).toEqual([]);
    await told.clock.passes('P5D');
    const notices = (await mailbox(told)).reverse();
    expect(notices.map(({ to, role, deadline, dueAt: due }) => ({ to, role, deadline, due }))).toEqual(
      Array(3).fill({ to: told.seller.sub, role: 'seller', deadline: 'sellerResponse', due: dueAt }),
    );
    const daysBefore = notices.map(({ sentAt }) => Math.round(((Date.parse(dueAt) - Date.parse(sentAt)) / DAY) * 100) / 100);
    expect(daysBefore).toEqual([2.5, 1, 0.08]);
    expect(notices.map(({ subject }) => subject.replace(/ \(.*/, ''))).toEqual(
      ['2 días', '1 día', '2 horas'].map((left) => `Recordatorio: ${left === '1 día' ? 'queda' : 'quedan'} ${left} para responder`),
    );
  });

  it('stop when the time is paused, and start anew with a new deadline', async () => {
    const told = await people(parley);
    await told.marketplace.pushesOrder();
    await told.buyer.opensDispute();
    await told.marketplace.reportsChargeback('opened');
    await told.clock.passes('P6D');
    expect(await mailbox(told)).toEqual([]);
    await told.marketplace.reportsChargeback('ended');
    await told.seller.offers(60);
    await told.clock.passes('P3D');
    expect((await mailbox(told)).map(({ role, deadline }) => `${role} ${deadline}`)).toEqual(['buyer buyerResponse']);
  });
});
