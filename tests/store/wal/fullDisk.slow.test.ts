import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { segmentIn } from './damage.ts';
import { expectRevisions } from './expected.ts';
import { prepareFixtures } from './fixtures.ts';
import { step } from './history.ts';
import { copyOf, startWriter, temporaryDirectory } from './stores.ts';

const fixtures = prepareFixtures();

/** Bytes of the longest line of a directory's write-ahead log. */
function maxLineLength(directory: string): number {
  const lines = readFileSync(segmentIn(directory), 'latin1').split('\n');
  return Math.max(...lines.map((line) => line.length));
}

describe('a full disk', () => {
  const REJECTED = 'STORE_UNAVAILABLE The write to disk failed, so nothing was changed. Free some space or fix the disk, then try again.';

  test.each([0.8, 0.9, 0.97])(
    '(at %f of the write-ahead log) rejects a write with a clear message and loses none before it',
    async (share) => {
      const { length } = readFileSync(segmentIn(fixtures().closed));
      const maxFileSize = maxLineLength(fixtures().closed) + (length - maxLineLength(fixtures().closed)) * share;
      const directory = copyOf(temporaryDirectory());
      const writer = startWriter(directory, 'complain', maxFileSize);
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
