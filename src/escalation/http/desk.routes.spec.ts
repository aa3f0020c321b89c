import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { bootApp, type TestApp } from '../../../test/support/app.js';
import { euros, people, type People } from '../../../test/support/people.js';

let parley: TestApp;

// Without a worker nothing happens by itself: what these stories see is what their people did.
beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
});
afterAll(() => parley.close());

const lineOf = (paid: number) => ({ lines: [{ id: 'lamp', title: 'Brass lamp', quantity: 1, paid }] });
const unknown = 'ev_01k9w3v8c2f6t7m4q0x5z1n8ra';

/** A dispute on the desk: opened without photos, rejected, escalated. */
async function queuedCase(paid = 12_000): Promise<People> {
  const all = await people(parley);
  await all.marketplace.pushesOrder(lineOf(paid));
  await all.buyer.drafts({ reason: 'other', statement: 'The lamp hums so loudly that nobody can read beside it.' });
  await all.buyer.opens();
  await all.seller.rejectsClaim();
  await all.buyer.escalates();
  return all;
}

async function heldCase(paid?: number): Promise<People> {
  const all = await queuedCase(paid);
  await all.arbitrator.takes();
  return all;
}

const refundOf = (amount: number, ...parts: [kind: string, amount: number][]) => ({
  kind: 'refund', amount: euros(amount), ...(parts.length > 0 && { components: parts.map(([kind, part]) => ({ kind, amount: euros(part) })) }),
});
const ruling = (amount: number) => ({
  outcome: 'split',
  remedy: refundOf(amount),
  facts: [{ text: 'The seller does not deny the noise.', evidenceIds: [] }],
  reasonCodes: ['partial_value_lost'],
  liability: { buyer: 0, seller: 100, carrier: 0, platform: 0 },
  texts: { buyer: 'Se le devuelve la mitad.', seller: 'The lamp is worth half.' },
});
let invalidCase: People | undefined;
const statusesOf = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort();

describe('A case on the desk', () => {
  it('is taken by one of two arbitrators at once', async () => {
    const { arbitrator, secondArbitrator, scene, buyer } = await queuedCase();
    const take = `/v1/disputes/${scene.disputeId}/take`;
    const answers = await Promise.all([arbitrator.request('post', take), secondArbitrator.request('post', take)]);
    expect(statusesOf(answers)).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'case_held' });
    expect((await buyer.sees()).state).toBe('escalated.underReview');
    expect(await buyer.sees()).not.toHaveProperty('holder');
  });

  it('goes back to the queue only from its holder’s hands, and then to somebody else', async () => {
    const { arbitrator, secondArbitrator } = await heldCase();
    await expect(secondArbitrator.releases()).rejects.toMatchObject({ status: 409, code: 'case_not_held' });
    expect((await arbitrator.releases()).state).toBe('escalated.queued');
    expect(await secondArbitrator.takes()).toMatchObject({ state: 'escalated.underReview', holder: secondArbitrator.sub });
  });

  it('is not for a party, not even one who is an arbitrator', async () => {
    const { buyer, arbitrator, scene, stranger, anonymous } = await queuedCase();
    const { body } = await parley.http.post('/v1/sandbox/tokens').send({ sub: buyer.sub, roles: ['arbitrator'] }).expect(201);
    const take = `/v1/disputes/${scene.disputeId}/take`;
    const refused = await buyer.request('post', take, undefined, { authorization: `Bearer ${body.token}` });
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict_of_interest']);
    await arbitrator.takes();
    const rules = await buyer.request('post', `/v1/disputes/${scene.disputeId}/rulings`, ruling(60), {
      authorization: `Bearer ${body.token}`, 'if-match': await buyer.version(),
    });
    expect([rules.status, rules.body.code]).toEqual([409, 'case_not_held']);
    const list = await buyer.request('get', '/v1/cases?limit=100', undefined, { authorization: `Bearer ${body.token}` });
    expect(list.body.data.map(({ disputeId }: { disputeId: string }) => disputeId)).not.toContain(scene.disputeId);
    expect((await buyer.request('post', take)).status).toBe(403);
    expect((await stranger.request('post', take)).status).toBe(403);
    expect((await anonymous.request('post', take)).status).toBe(401);
  });
});

describe('A ruling', () => {
  it('is made by the holder, with its whole statement of reasons', async () => {
    const { arbitrator, buyer, seller, scene } = await heldCase();
    const before = await arbitrator.sees();
    const answer = await arbitrator.request('post', `/v1/disputes/${scene.disputeId}/rulings`, { ...ruling(60), silenceCounted: true }, { 'if-match': await arbitrator.version() });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ state: 'decided', waitingOn: 'both', version: before.version + 1 });
    expect(answer.headers['etag']).toBe(`"${before.version + 1}"`);
    const made = answer.body.ruling;
    expect(answer.headers['location']).toBe(`/v1/rulings/${made.id}`);
    for (const seen of [await buyer.sees(), await seller.sees()]) expect(seen.ruling).toEqual(made);
    expect(made).toMatchObject({
      ...ruling(60), status: 'in_force', policy: 'standard-1', policyClause: 'standard-1', evidenceSetAside: [], silenceCounted: true,
      appeal: { by: ['buyer', 'seller'], until: answer.body.deadlines[0].dueAt },
    });
    const { id: _id, status: _status, sha256, commitment: _commitment, createdAt: _at, ...statement } = made;
    expect(sha256).toBe(createHash('sha256').update(canonicalize(statement) ?? '').digest('hex'));
  });

  it('is made once, however often it is sent under one key', async () => {
    const { arbitrator, scene } = await heldCase();
    const headers = { 'if-match': await arbitrator.version(), 'idempotency-key': `ruling-${scene.disputeId}` };
    const send = () => arbitrator.request('post', `/v1/disputes/${scene.disputeId}/rulings`, ruling(60), headers);
    const [first, again] = [await send(), await send()];
    expect([again.status, again.text, again.headers['location']]).toEqual([201, first.text, first.headers['location']]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect((await arbitrator.sees()).rulings).toHaveLength(1);
  });

  it('is nobody else’s to make', async () => {
    const { secondArbitrator, lead, buyer, marketplace, arbitrator } = await heldCase();
    await expect(secondArbitrator.rules()).rejects.toMatchObject({ status: 409, code: 'case_not_held' });
    await expect(lead.doesHavingSeen('rulings', ruling(60))).rejects.toMatchObject({ status: 409, code: 'case_not_held' });
    for (const other of [buyer, marketplace]) await expect(other.doesHavingSeen('rulings', ruling(60))).rejects.toMatchObject({ status: 403 });
    expect((await arbitrator.sees()).rulings).toEqual([]);
  });

  it('rests on what its author has seen', async () => {
    const { arbitrator, seller } = await heldCase();
    const seen = await arbitrator.version();
    await expect(arbitrator.does('rulings', ruling(60))).rejects.toMatchObject({ status: 428, code: 'if_match_required' });
    await expect(arbitrator.does('rulings', ruling(60), { 'if-match': '*' })).rejects.toMatchObject({ status: 428 });
    await seller.offers(50);
    await expect(arbitrator.does('rulings', ruling(60), { 'if-match': seen })).rejects.toMatchObject({ status: 412, code: 'stale_version' });
    expect((await arbitrator.doesHavingSeen('rulings', ruling(60))).state).toBe('decided');
  });

  it('is refused by the law with nothing changed', async () => {
    const { arbitrator } = await heldCase();
    const before = await arbitrator.sees();
    const refused = async (otherwise: object) => arbitrator.rules(otherwise).catch(({ status, code }: { status: number; code: string }) => [status, code]);
    expect(await refused({ facts: [{ text: 'Seen elsewhere.', evidenceIds: [unknown] }] })).toEqual([409, 'evidence_unknown']);
    expect(await refused({ evidenceSetAside: [{ evidenceId: unknown, why: 'Of another lamp.' }] })).toEqual([409, 'evidence_unknown']);
    expect(await refused({ remedy: refundOf(120.01) })).toEqual([409, 'amount_exceeds_refundable']);
    expect(await refused({ remedy: refundOf(124.91, ['item', 120], ['shipping', 4.91]) })).toEqual([409, 'amount_exceeds_refundable']);
    expect(await arbitrator.sees()).toEqual(before);
    // What the reason does not allow is not given, whatever it is worth.
    await arbitrator.does('reclassify', { reason: 'not_received', text: 'Nothing came at all.' });
    expect(await refused({ remedy: { kind: 'return_and_refund', amount: euros(60) } })).toEqual([409, 'remedy_not_allowed']);
    expect(await arbitrator.sees()).toMatchObject({ state: 'escalated.underReview', rulings: [] });
  });

  it('refused says how much is possible at most, and which evidence nobody can name', async () => {
    const { arbitrator, scene } = await heldCase();
    const told = async (otherwise: object, language: string) => {
      const headers = { 'if-match': await arbitrator.version(), 'accept-language': language };
      const { body } = await arbitrator.request('post', `/v1/disputes/${scene.disputeId}/rulings`, { ...ruling(60), ...otherwise }, headers);
      return { ...(body as Record<string, unknown>), detail: (body as { detail: string }).detail.replace(/\s/g, ' ') };
    };
    const eur = (amount: number) => ({ amount, currency: 'EUR' });
    const tooMuch = { remedy: refundOf(124.91, ['item', 120], ['shipping', 4.91]) };
    expect(await told(tooMuch, 'en')).toMatchObject({
      code: 'amount_exceeds_refundable', detail: 'At most €120.00 for the goods and €4.90 for shipping can still be refunded.',
      atMost: eur(12_490), atMostParts: [{ kind: 'item', amount: eur(12_000) }, { kind: 'shipping', amount: eur(490) }],
    });
    expect(await told(tooMuch, 'es')).toMatchObject({ detail: 'Aún se pueden reembolsar como máximo 120,00 € por los artículos y 4,90 € por el envío.', atMost: eur(12_490) });
    const citing = { facts: [{ text: 'Seen elsewhere.', evidenceIds: [unknown] }] };
    expect(await told(citing, 'en')).toMatchObject({ code: 'evidence_unknown', detail: `This dispute has no evidence that you can name by this id: ${unknown}.`, evidenceIds: [unknown] });
    expect(await told(citing, 'es')).toMatchObject({ detail: `Esta disputa no tiene ninguna prueba que usted pueda citar con este identificador: ${unknown}.`, evidenceIds: [unknown] });
  });

  it('gives shipping that was not claimed where it names it', async () => {
    const { arbitrator, scene } = await heldCase();
    const { ruling: made } = await arbitrator.rules({ remedy: refundOf(124.9, ['item', 100], ['tax', 20], ['shipping', 4.9]) });
    expect(made?.remedy).toEqual(refundOf(124.9, ['item', 100], ['tax', 20], ['shipping', 4.9]));
    const [books] = await parley.sql.query(
      `SELECT o.shipping_reserved, l.reserved, e.input->'refundable' AS refundable FROM order_snapshot o JOIN order_line l USING (order_id)
        JOIN dispute d USING (order_id) JOIN dispute_event e ON e.dispute_id = d.id WHERE d.id = $1 AND e.type = 'arbitratorRuled'`,
      [scene.disputeId],
    );
    expect(books).toEqual({ shipping_reserved: 490, reserved: 12_000, refundable: { items: 12_000, shipping: 490 } });
  });

  it.each<[string, object]>([
    ['/liability', { liability: { buyer: 0, seller: 99, carrier: 0, platform: 0 } }],
    ['/liability/seller', { liability: { buyer: 0, seller: 100.5, carrier: 0, platform: 0 } }],
    ['/remedy/components', { remedy: refundOf(60, ['item', 59]) }],
    ['/remedy/components', { remedy: { kind: 'refund', components: [[]] } }],
    ['/remedy/amount/currency', { remedy: { kind: 'refund', amount: { amount: 1, currency: 'USD' } } }],
    ['/remedy/amount/amount', { remedy: refundOf(0) }],
    ['/remedy/amount', { remedy: { kind: 'none', amount: euros(1) }, outcome: 'seller' }],
    ['/remedy', { remedy: undefined }],
    ['/outcome', { outcome: 'seller' }],
    ['/facts', { facts: [] }],
    ['/facts', { facts: [[]] }],
    ['/facts/0/evidenceIds', { facts: [{ text: 'x', evidenceIds: ['lamp.jpg'] }] }],
    ['/reasonCodes', { reasonCodes: [] }],
    ['/reasonCodes', { reasonCodes: ['because'] }],
    ['/texts/seller', { texts: { buyer: 'You get it back.' } }],
    ['/verdict', { verdict: 'guilty' }],
    ['/texts/buyer', { texts: { buyer: ' \n ', seller: 'You get it back.' } }],
    ['/texts/seller', { texts: { buyer: 'You get it back.', seller: '\u200b\u202e' } }],
    ['/facts/0/text', { facts: [{ text: ' ', evidenceIds: [] }] }],
    ['/policyClause', { policyClause: ' ' }],
    ['/evidenceSetAside/0/evidenceId', { facts: [{ text: 'It is broken.', evidenceIds: [unknown] }], evidenceSetAside: [{ evidenceId: unknown, why: 'It shows no lamp.' }] }],
    ['/evidenceSetAside', { evidenceSetAside: ['It shows another lamp.', 'It shows no lamp.'].map((why) => ({ evidenceId: unknown, why })) }],
  ])('is told at %s what is wrong in %j', async (pointer, otherwise) => {
    invalidCase ??= await heldCase();
    const { arbitrator, scene } = invalidCase;
    const answer = await arbitrator.request('post', `/v1/disputes/${scene.disputeId}/rulings`, { ...ruling(60), ...otherwise }, { 'if-match': await arbitrator.version() });
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid']);
    const pointers = answer.body.errors.map((fault: { pointer: string }) => fault.pointer);
    expect(pointers.some((found: string) => found.startsWith(pointer))).toBe(true);
  });

  it('over the limit waits for a second person, and the parties see the review go on', async () => {
    const { arbitrator, buyer, seller } = await heldCase(60_000);
    const answer = await arbitrator.rules({ remedy: refundOf(500.01) });
    expect(answer).toMatchObject({ state: 'escalated.awaitingApproval', rulings: [{ status: 'awaiting_approval', appeal: { until: null } }] });
    for (const party of [buyer, seller]) expect(await party.sees()).toMatchObject({ state: 'escalated.underReview', rulings: [] });
    const { arbitrator: another } = await heldCase(60_000);
    expect((await another.rules({ remedy: refundOf(500) })).state).toBe('decided');
  });

  it('and a settlement of the parties at the same time: exactly one of them ends the case', async () => {
    for (const first of ['ruling', 'settlement']) {
      const { arbitrator, buyer, seller, scene } = await heldCase();
      const { offers } = await seller.offers(70);
      const version = { 'if-match': await buyer.version() };
      const rules = () => arbitrator.request('post', `/v1/disputes/${scene.disputeId}/rulings`, ruling(60), version);
      const settles = () => buyer.request('post', `/v1/disputes/${scene.disputeId}/offers/${offers.at(-1)?.id}/accept`, undefined, version);
      const answers = await Promise.all(first === 'ruling' ? [rules(), settles()] : [settles(), rules()]);
      const [won, lost] = answers[0].status < 300 ? answers : [answers[1], answers[0]];
      expect([[200, 201].includes(won.status), lost.status]).toEqual([true, 412]);
      const seen = await buyer.sees();
      expect([seen.state, seen.rulings.length]).toEqual(won.status === 201 ? ['decided', 1] : ['refunding.pending', 0]);
    }
  });
});

describe('The appeal', () => {
  it('waived by both executes the ruling at once', async () => {
    const { arbitrator, buyer, seller, stranger, marketplace } = await heldCase();
    await expect(buyer.waivesAppeal()).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    await arbitrator.doesHavingSeen('rulings', ruling(60));
    await expect(stranger.waivesAppeal()).rejects.toMatchObject({ status: 404, code: 'not_found' });
    for (const other of [arbitrator, marketplace]) await expect(other.does('waive-appeal')).rejects.toMatchObject({ status: 403 });
    expect(await buyer.waivesAppeal()).toMatchObject({ state: 'decided', waitingOn: 'seller' });
    await expect(buyer.waivesAppeal()).rejects.toMatchObject({ status: 409, code: 'not_appealable' });
    expect(await seller.waivesAppeal()).toMatchObject({ state: 'refunding.pending', refunds: [{ amount: euros(60), status: 'pending' }] });
  });

  it('is not the buyer’s to waive who got everything', async () => {
    const { arbitrator, buyer, seller } = await heldCase();
    expect(await arbitrator.rules()).toMatchObject({ state: 'decided', waitingOn: 'seller', ruling: { appeal: { by: ['seller'] } } });
    await expect(buyer.waivesAppeal()).rejects.toMatchObject({ status: 409, code: 'not_appealable' });
    expect((await seller.waivesAppeal()).state).toBe('refunding.pending');
  });
});
