/**
 * npm run bench:largeStore -- DIRECTORY [--ties 1000000 --events 1000000]
 *
 * Makes a store of the embedded engine for the benchmarks of large graphs, once: the seed, made relationships with a passage each,
 * and made events. What is made goes past the write path and the write-ahead log, which is many times faster than an import. Other
 * benchmarks take the directory with `--data`, and work on a copy.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { makeLargeStore } from './madeLargeStore.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { ties: { type: 'string', default: '1000000' }, events: { type: 'string', default: '1000000' } },
});
const [directory] = positionals;
if (!directory || existsSync(directory)) throw new Error('Expected a directory that does not exist yet.');
await makeLargeStore(directory, Number(values.ties), Number(values.events));
