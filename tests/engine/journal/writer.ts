// A process that writes the history into a directory and says of each revision when it is acknowledged:
// node scripts/run.mjs tests/engine/journal/writer.ts DIRECTORY close|kill|wait
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { HALF, LAST, prepare, step } from './history.ts';

const [directory, ending] = process.argv.slice(2) as [string, string];

const first = await openEmbedded(directory);
await prepare(first);
for (let number = 1; number <= HALF; number++) await acknowledged(number, step(first, number));
await first.close();

const second = await openEmbedded(directory);
for (let number = HALF + 1; number <= LAST; number++) await acknowledged(number, step(second, number));
if (ending === 'kill') process.kill(process.pid, 'SIGKILL');
if (ending === 'wait') setInterval(() => undefined, 1_000);
if (ending === 'close') await second.close();

/** Says so at once, before anything else is done. */
async function acknowledged(number: number, done: Promise<void>): Promise<void> {
  await done;
  process.stdout.write(`acknowledged ${number}\n`);
}
