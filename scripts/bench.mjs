// npm run bench:NAME [-- ARGUMENTS]: compiles the benches as the product is compiled, and runs tests/bench/NAME.ts

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, run } from './lib/programs.mjs';

const [name, ...rest] = process.argv.slice(2);
const { passed, output } = await run('tsc', ['-p', 'tests/bench/tsconfig.json']);
if (!passed) {
  console.error(output);
  process.exit(1);
}
const file = join(ROOT, `dist/bench/tests/bench/${name}.js`);
process.argv.splice(1, Infinity, file, ...rest);
await import(pathToFileURL(file).href);
