import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { expectRevisions } from './expected.ts';
import { prepareFixtures } from './fixtures.ts';
import { step } from './history.ts';
import { copyOf, remove, startWriter, temporaryDirectory } from './stores.ts';

const fixtures = prepareFixtures();

/** Bytes of the largest file of a store with the whole history: the engine's own log, or ours. */
async function maxFileSize(): Promise<number> {
  const directory = temporaryDirectory();
  await startWriter(directory, 'complain').ended;
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const sizes = files.map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
  remove(directory);
  return Math.max(...sizes);
}

describe('a full disk', () => {
  const REJECTED = 'STORE_UNAVAILABLE The write to disk failed, so nothing was changed. Free some space or fix the disk, then try again.';

  let whole: number;
  beforeAll(async () => {
    whole = await maxFileSize();
  });

  // The first revision takes nine tenths of it.
  test.each([0.91, 0.94, 0.97])(
    '(at %f of the largest file) rejects a write with a clear message and loses none before it',
    async (share) => {
      const directory = copyOf(temporaryDirectory());
      const writer = startWriter(directory, 'complain', whole * share);
      const { complaints } = await writer.ended;
      expect(complaints.trim()).toBe(REJECTED);
      expect(writer.acknowledged()).toBeGreaterThan(0);
      const engine = await openEmbedded(directory);
      expect(await expectRevisions(engine, fixtures().digests)).toBe(writer.acknowledged());
      await step(engine, writer.acknowledged() + 1);
      await engine.close();
      expect(await fixtures().expectComplete(directory, writer.acknowledged() + 1)).toBeNull();
    },
  );

  test('a directory that cannot be created: STORE_UNAVAILABLE', async () => {
    await expect(openEmbedded('/dev/null/data')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});
