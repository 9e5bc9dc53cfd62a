import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { journalIn } from './damage.ts';
import { expectRevisions } from './expected.ts';
import { step } from './history.ts';
import { copyOf, temporary, writerOn } from './stores.ts';
import { whole } from './whole.ts';

const made = whole();

/** Bytes of the longest line of a directory's write-ahead log. */
function longestLine(directory: string): number {
  const lines = readFileSync(journalIn(directory), 'latin1').split('\n');
  return Math.max(...lines.map((line) => line.length));
}

describe('a full disk', () => {
  const REFUSED = 'STORE_UNAVAILABLE The write to disk failed, so nothing was changed. Free some space or fix the disk, then try again.';

  test.each([0.8, 0.9, 0.97])(
    '(at %f of the write-ahead log) rejects a write with a clear message and loses none before it',
    async (share) => {
      const { length } = readFileSync(journalIn(made().closed));
      const most = longestLine(made().closed) + (length - longestLine(made().closed)) * share;
      const directory = copyOf(temporary());
      const writer = writerOn(directory, 'complain', most);
      const { complaints } = await writer.ended;
      expect(complaints.trim()).toBe(REFUSED);
      expect(writer.acknowledged()).toBeGreaterThan(0);
      const engine = await openEmbedded(directory);
      expect(await expectRevisions(engine, made().digests)).toBe(writer.acknowledged());
      await step(engine, writer.acknowledged() + 1);
      await engine.close();
      expect(await made().expectWhole(directory, writer.acknowledged() + 1)).toBeNull();
    },
  );

  test('a directory that cannot be created: STORE_UNAVAILABLE', async () => {
    await expect(openEmbedded('/dev/null/data')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});
