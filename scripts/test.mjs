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
  if (named.length === 0) return [...CHECKS, BUILD];
  return named.every((path) => /^(\.\/)?tests\/unit\b/.test(path)) ? [] : [BUILD];
}

async function runChecks(checks) {
  for (const [passed, [name, check]] of checks.entries()) {
    const start = performance.now();
    const result = await check();
    if (!result.passed) console.log(result.output.trimEnd());
    console.log(`${result.passed ? 'passed' : 'FAILED'}  ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    if (!result.passed) return { passed, failed: 1 };
  }
  return { passed: checks.length, failed: 0 };
}
