import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ClockWalk, type House } from './clock-walk.js';
import { parseAdvance } from './duration.js';
import { keptKey } from './sandbox-keys.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);

/** A house in memory whose clock stands still unless it is moved, with workers that take a few looks for each deadline. */
class SmallHouse implements House {
  moment = START;
  readonly fired: { due: number; at: number }[] = [];
  #looks = 0;

  constructor(
    readonly deadlines: number[],
    private readonly working = true,
  ) {}

  async now() {
    return this.moment;
  }
  async nextDueTime() {
    const next = this.deadlines[0] ?? null;
    if (this.working && next !== null && next <= this.moment && ++this.#looks % 3 === 0) this.fired.push({ due: this.deadlines.shift()!, at: this.moment });
    return this.deadlines[0] ?? null;
  }
  async backlog() {
    return this.deadlines.filter((due) => due <= this.moment).length;
  }
  async moveForward(ms: number) {
    this.moment += ms;
    return this.moment;
  }
}

describe('The walk of the clock', () => {
  it('stops at every due time on its way and ends at its target', async () => {
    const house = new SmallHouse([START + DAY, START + 3 * DAY, START + 3 * DAY, START + 9 * DAY]);
    expect(await new ClockWalk(house).walk(5 * DAY)).toBe(START + 5 * DAY);
    expect(house.fired).toEqual([1, 3, 3].map((day) => ({ due: START + day * DAY, at: START + day * DAY })));
    expect(house.deadlines).toEqual([START + 9 * DAY]);
  });

  it('reaches what falls due exactly at its target', async () => {
    const house = new SmallHouse([START + DAY]);
    await new ClockWalk(house).walk(DAY);
    expect(house.fired).toHaveLength(1);
  });

  it('first waits for what is due already', async () => {
    const house = new SmallHouse([START - DAY]);
    await new ClockWalk(house).walk(DAY);
    expect(house.fired).toEqual([{ due: START - DAY, at: START }]);
  });

  it('gives up where nobody works, and has not gone past the deadline', async () => {
    const house = new SmallHouse([START + DAY], false);
    await expect(new ClockWalk(house, 60).walk(5 * DAY)).rejects.toMatchObject({ code: 'clock_not_advanced', status: 503, headers: { 'Retry-After': '5' } });
    expect(house.moment).toBe(START + DAY);
  });
});

describe('How far', () => {
  it.each([['P0D', 0], ['P5D', 5 * DAY], ['PT36H', 1.5 * DAY], ['P1W', 7 * DAY], ['P1DT1H1M1S', 90_061_000]])('%s is %i ms', (by, ms) => {
    expect(parseAdvance(by)).toBe(ms);
  });

  it.each(['P1M', 'P1Y', '-P1D', 'P401D', '5 days', '', 'P', 'PT0.0001S'])('%s is refused', (by) => {
    expect(() => parseAdvance(by)).toThrow(expect.objectContaining({ code: 'invalid', status: 422 }));
  });
});

describe('The key of the sandbox', () => {
  it('survives a restart, and a folder that cannot be written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-key-'));
    try {
      const file = join(folder, 'kept', 'key.pem');
      const first = keptKey(file);
      expect(first).toContain('BEGIN PRIVATE KEY');
      expect(keptKey(file)).toBe(first);
      writeFileSync(join(folder, 'blocked'), '');
      expect(keptKey(join(folder, 'blocked', 'key.pem'))).toContain('BEGIN PRIVATE KEY');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
