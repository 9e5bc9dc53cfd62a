import { writeFileSync } from 'node:fs';

/**
 * A vitest reporter that writes the numbers of passed, failed and skipped tests to the file named by TOTALS_FILE. A test file
 * that failed outside its tests counts as one failure, and so does every unhandled error.
 */
export default class TotalsReporter {
  onTestRunEnd(modules, errors) {
    const totals = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      const states = [...module.children.allTests()].map((test) => test.result().state);
      totals.passed += states.filter((state) => state === 'passed').length;
      totals.skipped += states.filter((state) => state === 'skipped').length;
      const failed = states.filter((state) => state === 'failed').length;
      totals.failed += failed === 0 && module.state() === 'failed' ? 1 : failed;
    }
    writeFileSync(process.env.TOTALS_FILE, JSON.stringify(totals));
  }
}
