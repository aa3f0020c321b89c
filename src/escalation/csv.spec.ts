import { describe, expect, it } from '@jest/globals';
import { csvOf } from './csv.js';

describe('A table for spreadsheets', () => {
  it('has a line of names and nested values in columns of their own', () => {
    const rows = [{ seller: 'lumen, "the lamp shop"', rate: { of: 3, value: null } }, { seller: 'x', rate: { of: 1, value: 0.5 } }];
    expect(csvOf(rows, ['seller', 'rate.of', 'rate.value'])).toBe('seller,rate.of,rate.value\r\n"lumen, ""the lamp shop""",3,\r\nx,1,0.5\r\n');
  });

  it.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('does not let %j be a formula', (seller) => {
    expect(csvOf([{ seller }], ['seller']).split('\r\n').slice(1).join('')).toMatch(/^"?'/);
  });

  it('is a line of names where there is nothing', () => {
    expect(csvOf([], ['seller', 'disputes'])).toBe('seller,disputes\r\n');
  });
});
