import { writeFileSync } from 'node:fs';

/** Ends a run with `N passed, N failed`, counted from Jest's own results; SUMMARY_FILE keeps the line for .ci/run. */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    // A file that could not even be loaded has no failed test, but it is no success either.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const line = `${results.numPassedTests} passed, ${failed} failed`;
    console.log(line);
    if (process.env.SUMMARY_FILE) writeFileSync(process.env.SUMMARY_FILE, `${line}\n`);
  }
}
