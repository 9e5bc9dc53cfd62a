import { mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import { migrate } from '../../src/engine/migrations.ts';
import { openInput } from '../../src/exchange/import/input.ts';
import { runImport } from '../support/import/runImport.ts';
import { LONG } from '../support/long.ts';
import { counter } from '../support/write/stored.ts';
import { NOW } from '../support/write/stores.ts';
import { type ValidFile, validFiles } from './files/inputs.ts';

const MEGABYTE = 2 ** 20;
/** Decompressed size of a file: a gigabyte in the long form, `npm run test:faults`. */
const SIZE = (LONG ? 1_024 : 128) * MEGABYTE;
/** Maximum memory for reading it, whatever its size. */
const MAX_MEMORY = 150 * MEGABYTE;
const CHUNK = 32 * MEGABYTE;

const directory = mkdtempSync(join(tmpdir(), 'allegiance-bombs-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Writes a gzip file: a beginning, then the same chunk repeated up to SIZE. */
function bomb(name: string, beginning: string, text: string): string {
  const path = join(directory, name);
  const file = openSync(path, 'w');
  const chunk = gzipSync(Buffer.alloc(CHUNK, text), { level: 1 });
  writeSync(file, gzipSync(beginning));
  for (let size = 0; size < SIZE; size += CHUNK) writeSync(file, chunk);
  expect(statSync(path).size).toBeLessThan(SIZE / 100);
  return path;
}

/** Imports a file; returns the outcome, and the maximum increase of memory meanwhile. */
async function imported({ format }: ValidFile, path: string): Promise<{ outcome: unknown; growth: number }> {
  const engine = await openEmbedded(null);
  await migrate(engine, NOW);
  const before = process.memoryUsage().rss;
  let peak = before;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 5);
  const input = await openInput(path);
  const outcome: unknown = await runImport(engine, format, [input], { now: () => NOW }).catch((error: unknown) => error);
  clearInterval(sampling);
  expect(await counter(engine)).toBe(0);
  await engine.close();
  return { outcome, growth: peak - before };
}

describe(`a small file that decompresses to ${SIZE / MEGABYTE} megabytes needs little memory, and is rejected with a clear message`, {
  timeout: 300_000,
}, () => {
  let files: ValidFile[];
  beforeAll(async () => {
    files = await validFiles();
  });
  const named = (name: string) => files.find(({ format }) => format.name === name)!;

  test.each(['csv', 'ucdp-ged', 'ucdp-esd', 'ucdp-actors'])('of one line, as %s', async (name) => {
    const { outcome, growth } = await imported(named(name), bomb(`line-${name}.gz`, '', 'x'));
    expect(outcome).toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('Expected lines of at most 1048576 bytes; line 1'),
    });
    expect(growth).toBeLessThan(MAX_MEMORY);
  });

  test('of one line, as JSON Lines', async () => {
    const { outcome, growth } = await imported(named('jsonl'), bomb('line.jsonl.gz', '', 'x'));
    expect(outcome).toMatchObject({ created: 0, rejected: 1, problems: [{ code: 'not-a-line' }] });
    expect(growth).toBeLessThan(MAX_MEMORY);
  });

  test('of an unclosed quoted value, as csv', async () => {
    const { outcome, growth } = await imported(named('csv'), bomb('quote.gz', 'id,a,b,place,start,deaths\n1,"', 'word\n'));
    expect(outcome).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('is a quote not closed?') });
    expect(growth).toBeLessThan(MAX_MEMORY);
  });

  test('of nested objects, as JSON Lines', async () => {
    const { outcome, growth } = await imported(named('jsonl'), bomb('deep.gz', '{"kind":"actors","row":', '{"row":'));
    expect(outcome).toMatchObject({ created: 0, rejected: 1 });
    expect(growth).toBeLessThan(MAX_MEMORY);
  });
});

test('a header of a hundred thousand columns is rejected', async () => {
  const path = join(directory, 'wide.gz');
  const file = openSync(path, 'w');
  writeSync(file, gzipSync(`${Array.from({ length: 100_000 }, (_, at) => at.toString(36)).join(',')}\n`));
  const { outcome } = await imported((await validFiles()).at(-1)!, path);
  expect(outcome).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('to have the columns') });
});
