import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../test/support/eventually.js';
import { headerOf, MailHouse } from '../../test/support/mail-house.js';
import { says, WebhookSink, type SeenEndpoint } from '../../test/support/webhook-sink.js';
import { MailSendingRepository } from './store/mail-sending.repository.js';

interface ParkedMail {
  id: string;
  role: string;
  status: string;
  failure: string | null;
  tries: number;
  disputeId: string | null;
}

const house = MailHouse.opens();

describe('A mail server', () => {
  it('that refuses for now gets the same letter again', async () => {
    const all = await house.told();
    house.server.meets(all.sellerMail, { refuses: 451, at: 'recipient' });
    house.server.meets(all.buyerMail, { refuses: 421, at: 'data' });
    await house.openDispute(all);
    await eventually(async () => (await house.statusOf(all.seller.sub, all.scene.disputeId)).concat(await house.statusOf(all.buyer.sub, all.scene.disputeId)).filter(({ failure }) => failure !== null).length === 2);
    const waiting = (await house.statusOf(all.seller.sub, all.scene.disputeId)).concat(await house.statusOf(all.buyer.sub, all.scene.disputeId));
    expect(waiting.map(({ status, tries, failure }) => `${status} ${tries} ${failure}`).sort()).toEqual(['waiting 1 421', 'waiting 1 451']);
    await house.itIsTimeToTryAgain();
    await house.arrives(all.sellerMail);
    await house.arrives(all.buyerMail);
  });

  it('that takes a letter and dies before it says so gets it again under the same Message-ID', async () => {
    const all = await house.told();
    house.server.meets(all.sellerMail, 'takesAndDrops');
    house.server.meets(all.buyerMail, 'drops');
    await house.openDispute(all);
    const { sql } = house.parley;
    // A line that is cut before a byte of a letter was sent is no failure: the letter takes another one at once.
    await eventually(async () => {
      await house.itIsTimeToTryAgain();
      const left = await sql.query(`SELECT 1 FROM mail WHERE dispute_id = $1 AND status <> 'sent'`, [all.scene.disputeId]);
      return house.server.hasMetAll && left.length === 0;
    });
    const ids = [...house.mailsTo(all.sellerMail), ...house.mailsTo(all.buyerMail)].map((mail) => headerOf(mail, 'message-id'));
    expect(new Set(ids).size).toBe(2);
    expect(house.mailsTo(all.sellerMail).length).toBeGreaterThanOrEqual(2);
    expect(await house.statusOf(all.seller.sub, all.scene.disputeId)).toEqual([expect.objectContaining({ status: 'sent', failure: null })]);
  });

  it('that knows no such person ends it: the letter is parked, counted and shown, and its address is told to nobody', async () => {
    const all = await house.told();
    house.server.meets(all.sellerMail, { refuses: 550, at: 'recipient' });
    house.server.meets(all.buyerMail, { refuses: 554, at: 'data' });
    await house.openDispute(all);
    const parked = await eventually(async () => {
      const mails = await house.parley.sql.query<{ failure: string }>(`SELECT failure FROM mail WHERE dispute_id = $1 AND status = 'parked'`, [all.scene.disputeId]);
      return mails.length === 2 ? mails : null;
    });
    expect(parked.map(({ failure }) => failure).sort()).toEqual(['550', '554']);
    expect((await house.parley.http.get('/metrics')).text).toMatch(/parley_mails\{status="parked"\} 2/);
    const { data } = await all.clock.asks<{ data: { disputeId?: string; status: string; failure?: string }[] }>('get', '/v1/sandbox/mailbox?limit=100');
    expect(data.filter(({ disputeId, status }) => disputeId === all.scene.disputeId && status === 'parked')).toHaveLength(2);
    await house.itIsTimeToTryAgain();
    await all.seller.says('Hello?');
    await house.arrives(all.buyerMail);
    expect(house.mailsTo(all.buyerMail)).toHaveLength(1);
  });

  it('that takes them again gets what was parked: one letter, or all since a time, when a lead says so', async () => {
    const all = await house.told();
    const since = new Date((await house.parley.sql.query<{ now: Date }>('SELECT parley_now() AS now'))[0]!.now).toISOString();
    house.server.meets(all.sellerMail, { refuses: 550, at: 'recipient' });
    house.server.meets(all.buyerMail, { refuses: 554, at: 'data' });
    await house.openDispute(all);
    const parked = async () => (await all.lead.asks<{ data: ParkedMail[] }>('get', '/v1/parked-mails?limit=100')).data.filter(({ disputeId }) => disputeId === all.scene.disputeId);
    const mails = await eventually(async () => ((await parked()).length === 2 ? parked() : null));
    expect(mails.map(({ status, failure, tries }) => `${status} ${failure} ${tries}`).sort()).toEqual(['parked 550 1', 'parked 554 1']);
    expect(JSON.stringify(mails)).not.toContain('mail.example');
    const path = `/v1/parked-mails/${mails[0]!.id}/resend`;
    for (const who of [all.buyer, all.arbitrator, all.marketplace]) {
      for (const [method, url, body] of [['get', '/v1/parked-mails', undefined], ['post', path, undefined], ['post', '/v1/parked-mails/resend', { since }]] as const) {
        expect([who.name, url, (await who.request(method, url, body)).status]).toEqual([who.name, url, 403]);
      }
    }
    expect(await all.lead.asks<ParkedMail>('post', path)).toMatchObject({ id: mails[0]!.id, failure: null });
    const [address] = mails[0]!.role === 'buyer' ? [all.buyerMail] : [all.sellerMail];
    const [again] = await house.arrives(address);
    expect(headerOf(again!, 'message-id')).toBe(`<${mails[0]!.id}@parley.example>`);
    await eventually(async () => (await all.lead.request('post', path)).status === 409);
    expect((await all.lead.request('post', path)).body).toMatchObject({ code: 'mail_not_parked' });
    expect((await all.lead.request('post', '/v1/parked-mails/ml_none/resend')).status).toBe(404);
    expect((await all.lead.request('post', '/v1/parked-mails/resend', { since: 'yesterday' })).status).toBe(422);
    expect(await all.lead.asks('post', '/v1/parked-mails/resend', { since })).toEqual({ resent: 1, hasMore: false });
    await house.arrives(all.sellerMail);
    await house.arrives(all.buyerMail);
    expect(await parked()).toEqual([]);
  });

  it('that is slow holds up nobody else, and nothing is sent twice meanwhile', async () => {
    const [slow, other] = [await house.told(), await house.told()];
    await eventually(async () => (await house.parley.app.get(MailSendingRepository).count()).waiting === 0);
    const patience = Promise.withResolvers<void>();
    for (const address of [slow.sellerMail, slow.buyerMail]) house.server.meets(address, { waitsFor: patience.promise });
    await house.openDispute(slow);
    await eventually(() => house.server.hasMetAll);
    await house.openDispute(other);
    await house.arrives(other.sellerMail);
    expect(house.mailsTo(slow.sellerMail)).toHaveLength(0);
    patience.resolve();
    await house.arrives(slow.sellerMail);
    await house.arrives(slow.buyerMail);
    await eventually(async () => (await house.parley.app.get(MailSendingRepository).count()).waiting === 0);
    expect([house.mailsTo(slow.sellerMail).length, house.mailsTo(other.sellerMail).length]).toEqual([1, 1]);
  });

  it('may be gone for an hour: a worker that was killed with letters in hand loses none', async () => {
    const all = await house.told();
    for (const address of [all.sellerMail, all.buyerMail]) house.server.meets(address, { refuses: 451, at: 'recipient' });
    await house.openDispute(all);
    await eventually(async () => (await house.parley.sql.query(`SELECT 1 FROM mail WHERE dispute_id = $1 AND failure = '451'`, [all.scene.disputeId])).length === 2);
    // As a killed worker leaves them: claimed, with a lease that nobody gives back.
    await house.parley.sql.query(`UPDATE mail SET leased_until = clock_timestamp() + interval '300 ms', next_try = now() WHERE dispute_id = $1`, [all.scene.disputeId]);
    await house.arrives(all.sellerMail);
    await house.arrives(all.buyerMail);
    const left = await house.parley.sql.query<{ early: boolean }>(`SELECT 1 FROM mail WHERE dispute_id = $1 AND status <> 'sent'`, [all.scene.disputeId]);
    await eventually(async () => (await house.statusOf(all.seller.sub, all.scene.disputeId)).every(({ status }) => status === 'sent'));
    expect(left.length).toBeLessThanOrEqual(2);
  });
});

describe('The owner of an endpoint that was switched off', () => {
  it('is told by e-mail, at the address that was given for it', async () => {
    const all = await house.told();
    const sink = await WebhookSink.listen();
    sink.manners.set('/gone', says(410));
    const ask = { url: sink.url('/gone'), contactEmail: 'it@shop.example' };
    for (const contactEmail of ['nobody', 'it@shop.example\r\nBcc: all@example.com', 5, `${'x'.repeat(250)}@shop.example`]) {
      expect([400, 422]).toContain((await all.marketplace.request('post', '/v1/webhook-endpoints', { ...ask, contactEmail })).status);
    }
    const { id } = await all.marketplace.asks<SeenEndpoint>('post', '/v1/webhook-endpoints', ask);
    const [letter] = await house.arrives('it@shop.example');
    expect([letter?.email.subject, letter?.email.text]).toEqual(['A webhook was switched off', expect.stringContaining(`${sink.url('/gone')} said that it is gone`)]);
    expect(await all.marketplace.asks('patch', `/v1/webhook-endpoints/${id}`, { contactEmail: null })).toMatchObject({ contactEmail: null, status: 'disabled' });
    await sink.close();
  });
});
