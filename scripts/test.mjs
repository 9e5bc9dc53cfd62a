// npm test [-- VITEST ARGUMENTS]: lint, types, build and tests, in this order, until one fails; the last line has the totals.
import { buildStale } from './lib/build.mjs';
import { APPS } from './lib/parts.mjs';
import { run } from './lib/programs.mjs';
import { countTests, formatTotals } from './lib/totals.mjs';

const CHECKS = [
  ['format and lint', () => run('biome', ['check', '--error-on-warnings'])],
  ['types: server', () => run('tsc', ['-p', 'tsconfig.json'])],
  ['types: tests', () => run('tsc', ['-p', 'tests/tsconfig.json'])],
  ...APPS.map((app) => [`types: ${app}`, () => run('tsc', ['-p', `src/${app}/tsconfig.json`])]),
  ['build', buildStale],
];

const checked = await runChecks();
const tested = checked.failed > 0 ? { passed: 0, failed: 0, skipped: 0 } : await countTests(process.argv.slice(2));
const failed = checked.failed + tested.failed;
console.log(formatTotals({ passed: checked.passed + tested.passed, failed, skipped: tested.skipped }));
process.exitCode = failed > 0 ? 1 : 0;

async function runChecks() {
  for (const [passed, [name, check]] of CHECKS.entries()) {
    const start = performance.now();
    const result = await check();
    if (!result.passed) console.log(result.output.trimEnd());
    console.log(`${result.passed ? 'passed' : 'FAILED'}  ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    if (!result.passed) return { passed, failed: 1 };
  }
  return { passed: CHECKS.length, failed: 0 };
}
