import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { segmentNumbersOf, storeFilesIn } from '../../../src/engine/embedded/storeFiles.ts';
import { commit, get } from '../../support/engine/probe.ts';

const WRITES = 40;

test('a store whose log goes on in new segments is never taken for one that was moved', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'allegiance-segments-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const directory = join(parent, 'data');
  const engine = await openEmbedded(directory, 30_000, { segmentSize: 2_000 });
  let isOver = false;
  let checks = 0;
  const checking = (async () => {
    for (; !isOver; checks++) {
      await engine.check();
      await nextTurn();
    }
  })();
  let last = 0;
  // Until three segments have followed the first, each with a snapshot of its own.
  for (let n = 0; n < WRITES || last < 4; n++) {
    await commit(engine, `probe ${n}`, 'x'.repeat(200));
    last = (await segmentNumbersOf(storeFilesIn(directory), 'segment')).at(-1)!;
  }
  isOver = true;
  await checking;
  expect(checks).toBeGreaterThan(WRITES);
  expect(await get(engine, `probe ${WRITES - 1}`)).toBe('x'.repeat(200));
  await engine.close();
  // Its file was closed as one that was in place: it is used as it is.
  const again = await openEmbedded(directory, 30_000);
  expect(again.notice).toBeNull();
  await again.close();
});
