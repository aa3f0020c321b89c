import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe('turns', () => {
  it('go in order under one name, also after one has failed, and leave nothing behind', async () => {
    const turns = new Turns();
    const order: string[] = [];
    const work = (name: string, fails = false) => async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
      if (fails) throw new Error(name);
    };
    const first = turns.take('dp_1', work('first', true));
    const second = turns.take('dp_1', work('second'));
    expect(turns.busy('dp_1')).toBe(true);
    await expect(first).rejects.toThrow('first');
    await second;
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
    expect(turns.busy('dp_1')).toBe(false);
  });

  it('does not hold up another name', async () => {
    const turns = new Turns();
    let release = (): void => undefined;
    const held = turns.take('dp_1', () => new Promise<void>((resolve) => (release = resolve)));
    await expect(turns.take('dp_2', async () => 'done')).resolves.toBe('done');
    release();
    await held;
  });
});
