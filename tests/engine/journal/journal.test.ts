import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { baseIn, forDamages, harm, journalIn, logIn, markIn, storeIn } from './damage.ts';
import { expectHistory, expectRevisions } from './expected.ts';
import { expectedDigests, LAST, step } from './history.ts';
import { copyOf, remove, temporary, writerOn, written } from './stores.ts';

let closed: string;
let killed: string;
let digests: string[][];

beforeAll(async () => {
  [closed, killed, digests] = await Promise.all([written('close'), written('kill'), expectedDigests()]);
});

afterAll(() => [closed, killed].forEach(remove));

const expectWhole = (directory: string, last = LAST) => expectHistory(directory, digests, last);

/** Bytes of the longest line of a directory's journal. */
function longestLine(directory: string): number {
  const lines = readFileSync(journalIn(directory), 'latin1').split('\n');
  return Math.max(...lines.map((line) => line.length));
}

/** All files of a directory but the lock, with what is in them. */
function contents(directory: string): [string, string][] {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = names.map(({ parentPath, name }) => join(parentPath, name)).filter((file) => !file.includes('lock.grafeo'));
  return files.sort().map((file) => [file, readFileSync(file, 'base64')]);
}

describe('a process that is killed', () => {
  test.each([1, 7, 9, 15, LAST])('right after revision %i was acknowledged has it, and none twice', async (last) => {
    const directory = copyOf(temporary());
    const writer = writerOn(directory, 'wait');
    await expect.poll(writer.acknowledged, { timeout: 20_000, interval: 1 }).toBeGreaterThanOrEqual(last);
    writer.kill();
    await writer.ended;
    const engine = await openEmbedded(directory);
    const found = await expectRevisions(engine, digests);
    await engine.close();
    expect(found).toBeGreaterThanOrEqual(writer.acknowledged());
  });

  test('between the journal and the commit has the write, once', async () => {
    const open = copyOf(closed);
    const engine = await openEmbedded(open);
    const crashed = copyOf(open);
    await step(engine, LAST + 1);
    cpSync(journalIn(open), journalIn(crashed));
    await engine.close();
    expect(await expectWhole(crashed, LAST + 1)).toMatch(`up to revision ${LAST + 1}.`);
    expect(await expectWhole(crashed, LAST + 1)).toBeNull();
  });

  test('while it wrote the journal leaves a torn line, which is cut off and told of', async () => {
    const directory = copyOf(killed);
    const content = readFileSync(journalIn(directory));
    appendFileSync(journalIn(directory), content.subarray(0, Math.floor(content.indexOf('\n') / 2)));
    const engine = await openEmbedded(directory);
    expect(engine.notice).toMatch(/up to revision \d+\. A last line of the journal that was never finished was cut off\.$/);
    await expectRevisions(engine, digests, LAST);
    await step(engine, LAST + 1);
    await engine.close();
    expect(await expectWhole(directory, LAST + 1)).toBeNull();
  });
});

describe('a journal that is damaged', () => {
  const FILES = [
    ['journal', journalIn],
    ['base', baseIn],
    ['mark', markIn],
  ] as const;

  test.each(FILES.slice(0, 2))(
    '(its %s, at any place) beside a closed store is told of, and begun anew',
    async (_, fileIn) => {
      await forDamages(15, async (damage) => {
        const directory = copyOf(closed);
        if (!harm(fileIn(directory), damage)) return;
        expect(await expectWhole(directory)).toMatch(
          new RegExp(`^The .*; the store itself is whole\\. A new journal was begun, upon a base of revision ${LAST}\\.$`),
        );
        expect(await expectWhole(directory)).toBeNull();
        remove(directory);
      });
    },
    60_000,
  );

  test.each(FILES)(
    '(its %s, at any place) loses nothing when the process was killed, either',
    async (_, fileIn) => {
      await forDamages(15, async (damage) => {
        const directory = copyOf(killed);
        harm(fileIn(directory), damage);
        await expectWhole(directory);
        expect(await expectWhole(directory)).toBeNull();
        remove(directory);
      });
    },
    60_000,
  );

  test('together with the store refuses to start, says what is lost and what to do, and changes nothing', async () => {
    const directory = copyOf(killed);
    harm(logIn(directory), { how: 'truncate', at: 0.5, bit: 0 });
    harm(journalIn(directory), { how: 'flip', at: 0.5, bit: 0 });
    const before = contents(directory);
    const refusal = await openEmbedded(directory).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'AllegianceError', code: 'STORE_UNAVAILABLE' });
    expect((refusal as Error).message.replace(directory, 'DIRECTORY')).toMatch(
      new RegExp(
        `^The data in DIRECTORY is damaged in two places: the journal is damaged at line \\d+, after revision \\d+, and the file of the store, which was not closed properly, holds revisions up to \\d+\\. Revisions \\d+ to ${LAST} are not proven to be there any more\\. Nothing was changed\\. Put back a copy of the directory, or move the files journal\\* and base\\* away to go on with revision \\d+ as the store's file holds it\\.$`,
      ),
    );
    expect(contents(directory)).toEqual(before);

    for (const name of readdirSync(directory).filter((found) => /^(journal|base)/.test(found))) rmSync(join(directory, name));
    const engine = await openEmbedded(directory);
    expect(engine.notice).toMatch(/^The store had no journal yet; one is kept from now on, upon a base of revision \d+\.$/);
    await expectRevisions(engine, digests);
    await engine.close();
  });

  test.each([
    ['closed', () => closed, storeIn],
    ['killed', () => killed, logIn],
  ])(
    'at any place together with the store, %s, is refused or loses nothing: never half a graph',
    async (_, whole, fileIn) => {
      let refused = 0;
      await forDamages(40, async (damage, other) => {
        const directory = copyOf(whole());
        harm(fileIn(directory), damage);
        harm(journalIn(directory), other);
        const outcome = await expectWhole(directory).catch((error: Error) => error);
        if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'STORE_UNAVAILABLE', message: /damaged in two places/ });
        if (outcome instanceof Error) refused += 1;
        remove(directory);
      });
      expect(refused).toBeGreaterThan(10);
    },
    60_000,
  );
});

describe('a disk that is full', () => {
  const REFUSED = 'STORE_UNAVAILABLE The disk refuses the write, so nothing was changed. Make room on it or put it right, then try again.';

  test.each([0.5, 0.6, 0.7, 0.8, 0.9])('(at %f of the journal) refuses a write in clear words and loses none before it', async (share) => {
    const { length } = readFileSync(journalIn(closed));
    const most = longestLine(closed) + (length - longestLine(closed)) * share;
    const directory = copyOf(temporary());
    const writer = writerOn(directory, 'complain', most);
    const { complaints } = await writer.ended;
    expect(complaints.trim()).toBe(REFUSED);
    expect(writer.acknowledged()).toBeGreaterThan(0);
    const engine = await openEmbedded(directory);
    expect(await expectRevisions(engine, digests)).toBe(writer.acknowledged());
    await step(engine, writer.acknowledged() + 1);
    await engine.close();
    expect(await expectWhole(directory, writer.acknowledged() + 1)).toBeNull();
  });

  test('cannot be one to begin with: STORE_UNAVAILABLE', async () => {
    await expect(openEmbedded('/dev/null/data')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});

describe('a directory', () => {
  test('from before there was a journal is opened as it is, and kept from then on', async () => {
    const directory = copyOf(closed);
    for (const name of readdirSync(directory).filter((found) => found !== 'graph.grafeo')) rmSync(join(directory, name));
    expect(await expectWhole(directory)).toBe(`The store had no journal yet; one is kept from now on, upon a base of revision ${LAST}.`);
    expect(await expectWhole(directory)).toBeNull();
    harm(storeIn(directory), { how: 'truncate', at: 0.5, bit: 0 });
    expect(await expectWhole(directory)).toBe(
      `The store was damaged (its file is not as it was closed); it was rebuilt from the base of revision ${LAST} and 0 journal entries, up to revision ${LAST}.`,
    );
  });

  test('that is open is not touched by a second opener, whatever state it is in', async () => {
    const directory = copyOf(killed);
    const engine = await openEmbedded(directory);
    const before = contents(directory);
    await expect(openEmbedded(directory)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
    expect(contents(directory)).toEqual(before);
    await engine.close();
  });
});
