import TestSequencer from '@jest/test-sequencer';

/** They take minutes. Begun last, one of them would leave all processors but one without work. */
const LONGEST = ['test/laws/walk.test.ts', 'test/laws/every-pair.test.ts', 'test/corpus/hostile-files.test.ts'];

const place = ({ path }) => {
  const at = LONGEST.findIndex((end) => path.replaceAll('\\', '/').endsWith(end));
  return at < 0 ? LONGEST.length : at;
};

/** The longest test files first, then in Jest's order: by the time they took, or on a new machine by their size. */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => place(a) - place(b));
  }
}
