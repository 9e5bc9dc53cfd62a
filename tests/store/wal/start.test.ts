import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { interrupt, launch, type ServerProcess } from '../../api/http/support/launch.ts';
import { postQuery } from '../../api/http/support/request.ts';
import { damageFile, segmentIn, storeIn } from './damage.ts';
import { prepareFixtures } from './fixtures.ts';
import { LAST } from './history.ts';
import { copyOf } from './stores.ts';

const fixtures = prepareFixtures();

beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
});

async function revisionOf(launched: ServerProcess): Promise<unknown> {
  return (await postQuery(await launched.url(), '{ status { revision } }')).body.data;
}

test('npm start reports what was damaged and what it replayed, and serves all data', async () => {
  const directory = copyOf(fixtures().closed);
  damageFile(storeIn(directory), { how: 'truncate', at: 0.4, bit: 0 });
  const launched = launch({ ALLEGIANCE_DATA: directory });
  expect(await revisionOf(launched)).toEqual({ status: { revision: LAST } });
  expect(launched.output).toMatch(
    new RegExp(
      `^The store was damaged \\(.*\\); it was rebuilt from the snapshot of revision 0 and \\d+ log entries, up to revision ${LAST}\\.\n`,
    ),
  );
  expect(await interrupt(launched)).toBe(0);

  const again = launch({ ALLEGIANCE_DATA: directory });
  expect(await revisionOf(again)).toEqual({ status: { revision: LAST } });
  expect(again.output).not.toMatch(/damaged|rebuilt/);
});

test('npm start fails with an explanation when both store and log are damaged', async () => {
  const directory = copyOf(fixtures().closed);
  damageFile(storeIn(directory), { how: 'truncate', at: 0.4, bit: 0 });
  damageFile(segmentIn(directory), { how: 'flip', at: 0.9, bit: 0 });
  const before = readFileSync(segmentIn(directory));
  const launched = launch({ ALLEGIANCE_DATA: directory });
  expect((await launched.ended).code).not.toBe(0);
  expect(launched.output).toMatch(/is damaged in two places: .* Restore a copy of the directory/);
  expect(readFileSync(segmentIn(directory)).equals(before)).toBe(true);
});
