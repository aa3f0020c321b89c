import { describe, expect, it } from '@jest/globals';
import { compose, type Told } from './composing.js';
import { htmlOf } from './html.js';
import { plainOf } from './plain.js';
import { SAMPLES, sampleOf } from './samples.js';

const PAGE = 'https://shop.example/disputes/dp_1';
const ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(2)>\r\nBcc: everybody@example.com\u2028</style>{evil}';

const told = (more: { title?: string; said?: string; number?: string; locale?: string; timeZone?: string; lang?: 'en' | 'es' } = {}): Told => ({
  reader: { role: 'seller', lang: more.lang ?? 'en', locale: more.locale ?? 'en-GB', timeZone: more.timeZone ?? 'Europe/Madrid' },
  occasion: { template: 'message_received', by: 'buyer', now: Date.parse('2026-03-05T09:00:00Z'), said: more.said ?? null, values: {} },
  standing: {
    number: more.number ?? 'D-2026-000123', orderId: 'o-1', titles: [more.title ?? 'Brass lamp', 'Shade', 'Bulb'], state: 'open',
    actions: [{ action: 'accept-claim', method: 'POST', href: '', mandatory: true, dueAt: '2026-03-29T02:30:00Z', onExpiry: 'The buyer is refunded €120.00.', input: null }],
  },
  links: { dispute: PAGE, unsubscribe: 'https://parley.example/v1/unsubscribe/abc' },
  replies: null,
});

describe('A letter', () => {
  it('says the same as HTML and as text: what to do, until when, and what happens otherwise', () => {
    const letter = compose(told({ said: 'Where is my refund?' }));
    for (const text of [htmlOf(letter), plainOf(letter)]) {
      for (const part of ['Where is my refund?', 'accept the claim', 'Sunday', '29 March 2026', '04:30', 'CEST', '23 days', 'The buyer is refunded €120.00.', PAGE, 'v1/unsubscribe/abc']) expect(text).toContain(part);
    }
    expect(letter.subject).toBe('A message from the buyer (D-2026-000123)');
    expect(plainOf(letter)).toContain('Brass lamp and 2 more items');
  });

  it('tells the time by the reader’s own clock and habits', () => {
    const timeIn = (timeZone: string, locale: string, lang: 'en' | 'es') => plainOf(compose(told({ timeZone, locale, lang }))).split('\n').find((line) => /2026/.test(line) && !line.includes('D-2026'));
    expect(timeIn('Asia/Tokyo', 'en-US', 'en')).toMatch(/Sunday, March 29, 2026 at 11:30\sAM GMT\+9/);
    expect(timeIn('America/Mexico_City', 'es-MX', 'es')).toMatch(/sábado, 28 de marzo de 2026.*8:30\sp\.m\./);
  });

  it('keeps what people wrote as text, in every place', () => {
    const letter = compose(told({ title: ATTACK, said: ATTACK, number: ATTACK }));
    const html = htmlOf(letter);
    expect(html).not.toMatch(/<script|<img|onerror=alert\(2\)>|<\/style>\{evil/);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html).toContain('&lt;script&gt;');
    expect(letter.subject).not.toMatch(/[\r\n\u2028]/);
    expect(plainOf(letter)).toContain('{evil}');
  });

  it('is read in the order in which it was written, whatever directions people wrote', () => {
    const letter = compose(told({ title: 'Lamp \u202e00.21\u202c', said: 'It costs \u202e00.21 \u2067euros\u2069.' }));
    expect(letter.subject + htmlOf(letter) + plainOf(letter)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(plainOf(letter)).toContain('> It costs 00.21 euros.');
  });

  it('leads nowhere but to a page', () => {
    const letter = compose({ ...told(), links: { dispute: 'javascript:alert(1)', unsubscribe: null } });
    expect(htmlOf(letter)).not.toContain('javascript:');
  });

  it.each(SAMPLES)('%s is written in both languages, whole and accessible', (template) => {
    const [en, es] = [sampleOf(template, 'en', PAGE), sampleOf(template, 'es', PAGE)];
    for (const letter of [en, es]) {
      const html = htmlOf(letter);
      expect(html).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${letter.lang}"`));
      expect(html).toContain('width=device-width');
      expect(html.match(/<h1/g)).toHaveLength(1);
      expect(html).not.toMatch(/<img|http-equiv|<link|@import|undefined|unknown|\[object|\{\w+\}/);
      expect(plainOf(letter)).not.toMatch(/undefined|unknown|\[object|<p|&\w+;/);
      expect(letter.subject.length).toBeLessThan(120);
    }
    expect(es.subject).not.toBe(en.subject);
  });
});
