import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { embeddedEngine } from '../../../src/engine/embedded/embedded.ts';
import { openWriteAheadLog } from '../../../src/engine/embedded/wal/writeAheadLog.ts';
import { prepareFixtures } from './fixtures.ts';
import { prepare, step } from './history.ts';
import { copyOf, temporaryDirectory } from './stores.ts';

const fixtures = prepareFixtures();

/** The files in a directory that others than their owner may read or write, and the directories that they may enter. */
function open(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const mode = statSync(join(directory, name), { throwIfNoEntry: false })?.mode ?? 0;
    return (mode & 0o077) === 0 ? [] : [`${name} ${(mode & 0o777).toString(8)}`];
  });
}

test('all files of a store are private to their owner: new, written in the background, in a new segment, and when it is closed', async () => {
  const directory = copyOf(temporaryDirectory());
  const mask = process.umask();
  const engine = embeddedEngine(await openWriteAheadLog(directory, { segmentSize: 20_000 }));
  await prepare(engine);
  for (let number = 1; number <= 4; number++) {
    await step(engine, number);
    await sleep(150);
    expect(open(directory)).toEqual([]);
  }
  await expect.poll(() => readdirSync(directory).includes('journal-1.log'), { timeout: 10_000 }).toBe(false);
  expect(open(directory)).toEqual([]);
  await engine.close();
  expect(open(directory)).toEqual([]);
  expect(process.umask()).toBe(mask);
});

test('files that an earlier version left readable are private once it is opened', async () => {
  const directory = copyOf(fixtures().killed);
  for (const name of readdirSync(directory))
    chmodSync(join(directory, name), statSync(join(directory, name)).isDirectory() ? 0o755 : 0o644);
  expect(await fixtures().expectComplete(directory)).toMatch('rebuilt');
  expect(open(directory)).toEqual([]);
});
