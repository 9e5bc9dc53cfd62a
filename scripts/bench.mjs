// npm run bench:NAME [-- ARGUMENTS]: builds the product, compiles the benchmarks, and runs bench/NAME.ts

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStale } from './lib/build.mjs';
import { ROOT, run } from './lib/programs.mjs';

const [name, ...rest] = process.argv.slice(2);
for (const made of [buildStale, () => run('tsc', ['-p', 'bench/tsconfig.json'])]) {
  const { passed, output } = await made();
  if (!passed) {
    console.error(output);
    process.exit(1);
  }
}
const file = join(ROOT, `dist/bench/bench/${name}.js`);
process.argv.splice(1, Infinity, file, ...rest);
await import(pathToFileURL(file).href);
