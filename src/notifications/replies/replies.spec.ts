import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp } from '../../../test/support/app.js';
import { Correspondence, countOf, messages } from '../../../test/support/correspondence.js';
import { eventually } from '../../../test/support/eventually.js';
import { composed, fixtureFrom, handsIn } from '../../../test/support/inbound.js';
import type { ReceivedMail } from '../../../test/support/mail-server.js';
import { openDispute } from '../../../test/support/opened.js';
import { completes, judged, lists, photoBytes, seesPiece } from '../../../test/support/pieces.js';

const post = new Correspondence();

beforeAll(() => post.opens());
afterAll(() => post.closes());

const header = ({ email }: ReceivedMail, name: string): string => email.headers.find(({ key }) => key === name)?.value ?? '';

describe('A letter', () => {
  it('says how it is answered and by whom that is read, to an address of its reader’s own', async () => {
    const all = await post.opened();
    const [toSeller] = await post.arrives(all.sellerMail);
    const [toBuyer] = await post.arrives(all.buyerMail);
    const [sellers, buyers] = [await post.replyTo(all.sellerMail), await post.replyTo(all.buyerMail)];
    expect(sellers).toMatch(/^reply\+[0-9a-z]{55}@reply\.parley\.example$/);
    expect(buyers).not.toBe(sellers);
    expect(sellers.indexOf('@')).toBeLessThanOrEqual(64);
    expect(toSeller?.email.text).toMatch(/^— Please write your answer above this line —\n[\s\S]*which the buyer and the platform read/);
    expect(toBuyer?.email.text).toMatch(/^— Escriba su respuesta encima de esta línea —\n[\s\S]*leerán el vendedor y la plataforma/);
    await all.seller.says('First.');
    expect(await post.replyTo(all.buyerMail, 2)).toBe(buyers);
  });

  it('of a dispute that takes no messages asks nobody to answer', async () => {
    const all = await post.opened();
    await post.arrives(all.sellerMail);
    await all.buyer.withdraws();
    const [, closed] = await post.arrives(all.sellerMail, 2);
    expect(closed?.email.replyTo).toBeUndefined();
    expect(closed?.email.text).toMatch(/Please do not answer this e-mail/);
  });

  it('of a house that names no domain for answers cannot be answered', async () => {
    const plain = await bootApp();
    const { clock } = await openDispute(plain);
    const data = await eventually(async () => {
      const mailbox = await clock.asks<{ data: { text: string; replyTo?: string }[] }>('get', '/v1/sandbox/mailbox');
      return mailbox.data.length === 2 ? mailbox.data : null;
    });
    expect(data.map(({ text, replyTo }) => [/Please do not answer this e-mail|No responda a este correo/.test(text), replyTo])).toEqual([[true, undefined], [true, undefined]]);
    const raw = Buffer.from('From: a@b.example\r\n\r\nHello');
    expect((await handsIn(plain, raw)).status).toBe(404);
    await plain.close();
  });
});

describe('An answer by e-mail', () => {
  it('becomes a message to both other sides, once, however often it comes', async () => {
    const all = await post.opened();
    const raw = fixtureFrom('gmail-es', all.buyerMail, await post.replyTo(all.buyerMail));
    expect(await post.outcomeOf(raw)).toBe('taken');
    const [said] = await messages(all.seller);
    expect(said).toMatchObject({ text: expect.stringMatching(/^Buenas tardes:\n\nEl 3 de mayo[\s\S]*Un saludo,\nAna$/), audience: 'parties' });
    expect(said?.author).toMatchObject({ role: 'buyer' });
    expect(await post.outcomeOf(Buffer.concat([Buffer.from('Received: from a by b\r\n'), raw]))).toBe('duplicate');
    const both = await Promise.all([post.delivers(fixtureFrom('iphone-es', all.buyerMail, await post.replyTo(all.buyerMail))), post.delivers(raw)]);
    expect((await Promise.all(both.map((id) => post.becameOf(id)))).map(({ reason, status }) => reason ?? status)).toEqual(['taken', 'duplicate']);
    expect(await countOf(all.seller)).toBe(2);
  });

  it('to what the platform said to one side alone is read by the platform alone', async () => {
    const all = await post.opened();
    await all.seller.rejectsClaim();
    await all.buyer.escalates();
    await all.arbitrator.asks('post', `/v1/cases/${all.scene.disputeId}/claim`).catch(() => all.arbitrator.does('take'));
    await all.arbitrator.says('Between us: is there a receipt?', { audience: 'buyer' });
    const letter = await eventually(() => post.mailsTo(all.buyerMail).find(({ email }) => email.text?.includes('Between us')));
    expect(letter.email.text).toMatch(/lo leerá solo la plataforma/);
    expect(await post.outcomeOf(fixtureFrom('iphone-es', all.buyerMail, letter.email.replyTo![0]!.address!))).toBe('taken');
    expect((await messages(all.arbitrator))[0]).toMatchObject({ audience: 'staff', text: 'Gracias. ¿Cuándo envían la nueva pantalla?' });
    expect(await countOf(all.seller)).toBe(0);
  });

  it('is refused where the dispute takes no messages, and its sender is told once why, with the way there', async () => {
    const all = await post.opened();
    const address = await post.replyTo(all.buyerMail);
    await all.buyer.withdraws();
    const before = (await post.arrives(all.buyerMail)).length;
    const raw = fixtureFrom('gmail-en', all.buyerMail, address);
    expect(await post.outcomeOf(raw)).toBe('closed');
    expect(await post.outcomeOf(raw)).toBe('duplicate');
    const letter = await eventually(() => post.mailsTo(all.buyerMail).find(({ email }) => email.subject?.startsWith('Su correo no se ha añadido')));
    expect(letter.email.text).toMatch(/no se aceptan mensajes[\s\S]*Ver la disputa: http\S*\/v1\/disputes\/dp_/);
    expect([letter.email.replyTo, header(letter, 'auto-submitted')]).toEqual([undefined, 'auto-generated']);
    expect(post.mailsTo(all.buyerMail).length).toBeLessThanOrEqual(before + 1);
  });

  it('that is too long, or empty, is told to its sender, five times a day at most', async () => {
    const all = await post.opened();
    const to = await post.replyTo(all.sellerMail);
    expect(await post.outcomeOf({ from: all.sellerMail, to, text: 'a'.repeat(5_001) })).toBe('too_long');
    for (let times = 0; times < 6; times += 1) expect(await post.outcomeOf({ from: all.sellerMail, to, text: '\n> Hello\n\nSent from my iPhone\n' })).toBe('empty');
    expect(await post.outcomeOf({ from: all.sellerMail, to, text: 'a'.repeat(5_000) })).toBe('taken');
    const letters = await post.parley.sql.query(`SELECT 1 FROM mail WHERE kind = 'reply' AND dispute_id = $1`, [all.scene.disputeId]);
    expect(letters).toHaveLength(5);
    const told = await post.arrives(all.sellerMail, 6);
    expect(told.some(({ email }) => email.text?.includes('longer than 5,000 characters'))).toBe(true);
    expect(told.some(({ email }) => email.text?.includes('no words of your own'))).toBe(true);
  }, 180_000);

  it('brings files, which wait until their owner confirms them; others are told to have been left out', async () => {
    const all = await post.opened();
    const photo = Buffer.from(await photoBytes());
    const raw = await composed({
      from: all.buyerMail, to: await post.replyTo(all.buyerMail), text: 'See the photos.', html: 'See <img src="cid:logo">', messageId: `<${randomUUID()}@mail.example>`,
      attachments: [
        { filename: 'IMG_1.jpeg', content: photo, contentType: 'application/octet-stream' }, { filename: '../../evil\r\nX: y.zip', content: 'PK', contentType: 'application/zip' },
        { filename: 'logo.png', content: Buffer.alloc(900, 1), cid: 'logo', contentType: 'image/png' },
      ],
    });
    expect(await post.outcomeOf(raw)).toBe('taken');
    const own = (await lists(all.buyer)).data.filter(({ status }) => status === 'declared');
    expect(own).toEqual([expect.objectContaining({ fileName: 'IMG_1.jpeg', mediaType: 'image/jpeg', awaitsConfirmation: true, sealed: false })]);
    expect((await lists(all.seller)).data.filter(({ id }) => id === own[0]!.id)).toEqual([]);
    const letter = await eventually(() => post.mailsTo(all.buyerMail).find(({ email }) => email.subject?.startsWith('Confirme sus archivos')));
    expect(letter.email.text).toMatch(/Por confirmar:\n- IMG_1\.jpeg\n\nNo aceptados:\n- .*zip: no se aceptan archivos de este tipo/);
    expect(await post.outcomeOf(raw)).toBe('duplicate');
    expect(await completes(all.buyer, own[0]!.id)).not.toHaveProperty('awaitsConfirmation');
    expect(await judged(all.buyer, own[0]!.id)).toMatchObject({ status: 'available' });
    expect((await seesPiece(all.buyer, own[0]!.id)) as object).not.toHaveProperty('awaitsConfirmation');
  });

  it('of a telephone is a message and a photo to be confirmed', async () => {
    const all = await post.opened();
    expect(await post.outcomeOf(fixtureFrom('iphone-en', all.sellerMail, await post.replyTo(all.sellerMail), Buffer.from(await photoBytes())))).toBe('taken');
    expect((await messages(all.buyer))[0]).toMatchObject({ text: 'This is how it arrived:' });
    const { data } = await lists(all.seller);
    expect(data.filter(({ status }) => status === 'declared')).toEqual([expect.objectContaining({ fileName: 'IMG_2041.jpeg', awaitsConfirmation: true })]);
  });
});
