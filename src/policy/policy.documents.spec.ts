import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { durationMs } from './domain/durations.js';
import type { Policy } from './domain/policy.js';
import { policiesFolder, readExamples, readPolicies } from './policy.documents.js';

const HOUR = 3_600_000;
const standard = readPolicies(policiesFolder()).get('standard-1') as Policy;

/** A folder of its own with standard-1, in which some values are replaced, or with `undefined` left out. */
function folderWith(changes: Record<string, unknown>, file = 'standard-1.json'): string {
  const document: unknown = JSON.parse(readFileSync(join(policiesFolder(), 'standard-1.json'), 'utf8'));
  for (const [path, value] of Object.entries(changes)) {
    const names = path.split('.');
    const last = names.pop() as string;
    const parent = names.reduce((at, name) => at[name] as Record<string, unknown>, document as Record<string, unknown>);
    parent[last] = value;
  }
  const folder = mkdtempSync(join(tmpdir(), 'policies-'));
  writeFileSync(join(folder, file), JSON.stringify(document));
  return folder;
}

describe('policy documents', () => {
  it('read durations as milliseconds', () => {
    expect(standard.deadlines.sellerResponse).toBe(5 * 24 * HOUR);
    expect(standard.refundRetry).toEqual([HOUR, 6 * HOUR, 24 * HOUR]);
    expect(standard.minNegotiation).toBe(72 * HOUR);
  });

  it('cannot be changed once read', () => {
    expect(() => Object.assign(standard.deadlines, { draft: 1 })).toThrow(TypeError);
    expect(() => Object.assign(standard.reasons['damaged']?.evidence.anyOf[0] ?? {}, { photo: 0 })).toThrow(TypeError);
  });

  it('tell all their faults at once', () => {
    const folder = folderWith({
      'deadlines.draft': 'P1M',
      'deadlines.reopen': undefined,
      'labels.extra': {},
      closeOnSilenceShare: 1.5,
    });
    expect(() => readPolicies(folder)).toThrow(/deadlines\.draft[^]*deadlines\.reopen[^]*closeOnSilenceShare[^]*extra/);
  });

  it('need a label for every code they use', () => {
    const folder = folderWith({ 'labels.subreasons.colour': undefined, 'reasons.other.presumeDelivery': ['lost'] });
    expect(() => readPolicies(folder)).toThrow(/labels\.subreasons\.colour: has no label\n.*unknown subreason lost/);
  });

  it.each([
    ['name a requirement that nobody defined', { 'reasons.other.evidence.requests': [{ requirement: 'smell', count: 1, mandatory: false }] }, /unknown requirement smell/],
    ['make the seller’s evidence mandatory', { 'reasons.other.evidence.requests': [{ requirement: 'listing', count: 1, mandatory: true }] }, /asked of the buyer/],
    ['ask for more than opening takes', { 'reasons.damaged.evidence.requests': [{ requirement: 'damage', count: 3, mandatory: true }] }, /disagree about/],
    ['wait for ever', { 'deadlines.approval': 'P9999999999D' }, /deadlines\.approval: "P9999999999D" is not .* ten years/],
    ['ask for less than opening takes', { 'reasons.damaged.evidence.requests': [] }, /disagree about/],
  ])('may not %s', (_, changes, fault) => {
    expect(() => readPolicies(folderWith(changes))).toThrow(fault);
  });

  it('need a drawing for every requirement', () => {
    expect([...readExamples(policiesFolder(), [standard]).keys()]).toEqual(Object.keys(standard.evidenceRequirements));
    expect(() => readExamples(folderWith({}), [standard])).toThrow(/ENOENT.*\.webp/);
  });

  it('are named like their file', () => {
    expect(() => readPolicies(folderWith({}, 'standard-2.json'))).toThrow(/standard-2\.json: id is standard-1/);
  });
});

describe('durations', () => {
  it.each([['PT72H', 72 * HOUR], ['P1W', 168 * HOUR], ['P1DT30M', 24.5 * HOUR], ['PT0.5S', 500]])('%s', (iso, ms) => {
    expect(durationMs(iso)).toBe(ms);
  });
  it.each(['P1M', 'P1Y', '-P1D', '5 days', ''])('%s has no fixed length', (iso) => {
    expect(() => durationMs(iso)).toThrow();
  });
});
