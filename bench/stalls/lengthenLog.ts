import { stat } from 'node:fs/promises';
import { embeddedEngine } from '../../src/engine/embedded/embedded.ts';
import { segmentNumbersOf, storeFilesIn } from '../../src/engine/embedded/storeFiles.ts';
import { openWriteAheadLog } from '../../src/engine/embedded/wal/writeAheadLog.ts';

const FILL = { name: 'bench.fill', text: 'MERGE (n:BenchFiller {id: "filler"}) SET n.text = $text' };
/** Bytes of an entry. */
const ENTRY = 1_000_000;
/** Bytes left until it is full. */
const LEFT = 50_000;
/** As in `writeAheadLog.ts`. */
const SHORTEST = 32 * 2 ** 20;
const SHARE = 1 / 4;

/** Makes the write-ahead log of a closed store so long that a few more writes start a new one. Returns its length in bytes. */
export async function lengthenLog(directory: string): Promise<number> {
  const files = storeFilesIn(directory);
  const [number] = await segmentNumbersOf(files, 'segment');
  const full = Math.max(SHORTEST, (await stat(files.snapshot(number!))).size * SHARE);
  const length = async () => (await stat(files.segment(number!))).size;
  if ((await length()) >= full - LEFT) return length();
  const engine = embeddedEngine(await openWriteAheadLog(directory), 600_000);
  for (let missing = full - LEFT - (await length()); missing > 0; missing = full - LEFT - (await length())) {
    await engine.write(async (transaction) => {
      await transaction.run(FILL, { text: String(missing).padEnd(Math.min(ENTRY, missing), 'x') });
      return { commit: true, value: null };
    });
  }
  await engine.close();
  return length();
}
