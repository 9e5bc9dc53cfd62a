// Writes the history to a directory, and reports each acknowledged revision on standard output:
// node scripts/run.mjs tests/store/wal/writer.ts DIRECTORY close|kill|wait|complain
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import type { AllegianceError } from '../../../src/model/errors.ts';
import { HALF, LAST, prepare, step } from './history.ts';

const [directory, ending] = process.argv.slice(2) as [string, string];

const first = await openEmbedded(directory);
await prepare(first);
if (ending === 'complain') {
  await through(first, 1, LAST).catch(({ code, message }: AllegianceError) => process.stderr.write(`${code} ${message}\n`));
  process.kill(process.pid, 'SIGKILL');
}
await through(first, 1, HALF);
await first.close();

const second = await openEmbedded(directory);
await through(second, HALF + 1, LAST);
if (ending === 'kill') process.kill(process.pid, 'SIGKILL');
if (ending === 'wait') setInterval(() => undefined, 1_000);
if (ending === 'close') await second.close();

/** Reports each step as soon as it is acknowledged, before the next one starts. */
async function through(engine: Engine, from: number, to: number): Promise<void> {
  for (let number = from; number <= to; number++) {
    await step(engine, number);
    process.stdout.write(`acknowledged ${number}\n`);
  }
}
