import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './programs.mjs';

/** Runs vitest with these arguments and settings, shows its output, and counts the tests. An aborted run counts as at least one failure. */
export async function countTests(parameters, environment = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-totals-'));
  const file = join(directory, 'totals.json');
  try {
    const reporters = ['--reporter=default', '--reporter=./scripts/lib/totalsReporter.mjs'];
    const { passed } = await run('vitest', ['run', ...reporters, ...parameters], {
      show: true,
      environment: { ...environment, TOTALS_FILE: file },
    });
    const totals = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, skipped: 0 };
    return passed || totals.failed > 0 ? totals : { ...totals, failed: 1 };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** `12 passed, 0 failed`, and `, 3 skipped` if there are any. */
export function formatTotals({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
