// npm test: lint, types, build, then the tests, until one fails; the last line has the totals. With --all: slow tests too, and the
// tests of concepts on Neo4j as well. With paths: only these tests, built only where they need it; other arguments go to vitest.
import { buildStale } from './lib/build.mjs';
import { APPS } from './lib/parts.mjs';
import { run } from './lib/programs.mjs';
import { countTests, formatTotals } from './lib/totals.mjs';

const CHECKS = [
  ['format and lint', () => run('biome', ['check', '--error-on-warnings'])],
  ['types: server', () => run('tsc', ['-p', 'tsconfig.json'])],
  ['types: tests', () => run('tsc', ['-p', 'tests/tsconfig.json'])],
  ...APPS.map((app) => [`types: ${app}`, () => run('tsc', ['-p', `src/${app}/tsconfig.json`])]),
];
const BUILD = ['build', buildStale];

const parameters = process.argv.slice(2).filter((argument) => argument !== '--all');
const all = parameters.length < process.argv.length - 2;
const paths = parameters.filter((argument) => !argument.startsWith('-'));

const checked = await runChecks(checksFor(paths));
const tested =
  checked.failed > 0 ? { passed: 0, failed: 0, skipped: 0 } : await countTests(parameters, all ? { ALLEGIANCE_TESTS: 'all' } : {});
const failed = checked.failed + tested.failed;
console.log(formatTotals({ passed: checked.passed + tested.passed, failed, skipped: tested.skipped }));
process.exitCode = failed > 0 ? 1 : 0;

function checksFor(named) {
  // The build takes longest, and one core: it begins first.
  if (named.length === 0) return [BUILD, ...CHECKS];
  return named.every((path) => /^(\.\/)?tests\/unit\b/.test(path)) ? [] : [BUILD];
}

/** Runs checks, two at a time, until one fails. */
async function runChecks(checks) {
  const waiting = [...checks];
  let [passed, failed] = [0, 0];
  const runNext = async () => {
    for (let next = waiting.shift(); next !== undefined && failed === 0; next = waiting.shift()) {
      const [name, check] = next;
      const start = performance.now();
      const result = await check();
      if (result.passed) passed++;
      else {
        failed++;
        console.log(result.output.trimEnd());
      }
      console.log(`${result.passed ? 'passed' : 'FAILED'}  ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    }
  };
  await Promise.all([runNext(), runNext()]);
  return { passed, failed };
}
