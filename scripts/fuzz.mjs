// npm run fuzz [-- SEED RUNS requests|files]: random requests, and imports of randomly changed files; by default 20,000 requests
// and 2,000 files from a random seed. A failure is reported with its seed: `npm run fuzz -- SEED 1 files` reproduces it.
import { run } from './lib/programs.mjs';

const KINDS = {
  requests: { file: 'tests/attacks/fuzz.test.ts', runs: 20_000 },
  files: { file: 'tests/attacks/files.test.ts', runs: 2_000 },
};

const [seed = Math.floor(Math.random() * 2 ** 31), runs, kind] = process.argv.slice(2);
const chosen = kind === undefined ? Object.values(KINDS) : [KINDS[kind]];
if (chosen[0] === undefined) throw new Error(`Expected requests or files; got ${kind}.`);
for (const { file, runs: defaultRuns } of chosen) {
  const environment = { NEO4J_TEST_URI: 'none', ALLEGIANCE_FUZZ_SEED: String(seed), ALLEGIANCE_FUZZ_RUNS: String(runs ?? defaultRuns) };
  const { passed } = await run('vitest', ['run', file, '--retry=0', '--disable-console-intercept'], { show: true, environment });
  if (!passed) process.exitCode = 1;
}
