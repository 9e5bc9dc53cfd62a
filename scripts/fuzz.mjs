// npm run fuzz [-- SEED RUNS]: requests made by chance, 20,000 from a seed of its own unless said otherwise. A request that
// failed is named with its seed: `npm run fuzz -- THAT 1` makes it again.
import { run } from './lib/programs.mjs';

const [seed = Math.floor(Math.random() * 2 ** 31), runs = 20_000] = process.argv.slice(2);
const environment = { NEO4J_TEST_URI: 'none', ALLEGIANCE_FUZZ_SEED: String(seed), ALLEGIANCE_FUZZ_RUNS: String(runs) };
const { passed } = await run('vitest', ['run', 'tests/attacks/fuzz.test.ts', '--disable-console-intercept'], { show: true, environment });
process.exitCode = passed ? 0 : 1;
