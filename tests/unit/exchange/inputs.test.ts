import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ImportInput } from '../../../src/exchange/import/format.ts';
import { openInput } from '../../../src/exchange/import/input.ts';
import { wholeLines } from '../../../src/exchange/import/text.ts';
import { all } from '../../support/import/inputs.ts';

const TEXT = 'name,side\nIran,A\n';

function file(name: string, bytes: string | Uint8Array): string {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-inputs-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, name), bytes);
  return join(directory, name);
}

const textOf = async (input: ImportInput) => Buffer.concat(await all(input.open())).toString();

describe('an input', () => {
  it('is decompressed depending on its content, not its name, and can be opened more than once', async () => {
    for (const path of [file('a.csv', TEXT), file('a.csv', zlib.gzipSync(TEXT)), file('plain.gz', TEXT)]) {
      const input = await openInput(path);
      expect([await textOf(input), await textOf(input)]).toEqual([TEXT, TEXT]);
      expect(input.bytesTaken()).toBe(input.size);
    }
  });

  it('with several gzip members is read to the end of the last one', async () => {
    const input = await openInput(file('a.gz', Buffer.concat([zlib.gzipSync('one\n'), zlib.gzipSync('two\n')])));
    expect(await textOf(input)).toBe('one\ntwo\n');
  });

  it('in Zstandard is read where Node supports it, else the error says what to do', async () => {
    const { zstdCompressSync } = zlib as { zstdCompressSync?: (text: string) => Buffer };
    const input = await openInput(file('a.zst', zstdCompressSync?.(TEXT) ?? Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0])));
    if (zstdCompressSync) expect(await textOf(input)).toBe(TEXT);
    else await expect(textOf(input)).rejects.toThrow(/Zstandard.*zstd -d/);
  });

  it('from standard input can be opened more than once, and its temporary file is removed', async () => {
    const temporaryFiles = () => readdirSync(tmpdir()).filter((name) => name.startsWith('allegiance-import-'));
    const before = temporaryFiles();
    const input = await openInput('-', Readable.from([zlib.gzipSync(TEXT)]));
    expect([input.name, await textOf(input), await textOf(input)]).toEqual(['-', TEXT, TEXT]);
    expect(temporaryFiles().length).toBe(before.length + 1);
    await input.close();
    expect(temporaryFiles()).toEqual(before);
  });

  it('that does not exist, is a directory or is incomplete is an error with its name', async () => {
    await expect(openInput('/nowhere/a.csv')).rejects.toThrow('got /nowhere/a.csv: there is no such file');
    await expect(openInput(tmpdir())).rejects.toThrow('it is a directory');
    const broken = await openInput(file('a.gz', zlib.gzipSync(TEXT.repeat(1_000)).subarray(0, 40)));
    await expect(textOf(broken)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('cannot be read to its end'),
    });
  });

  it('that decompresses to one line of a hundred megabytes is an error, and is not decompressed to its end', async () => {
    const bomb = await openInput(file('bomb.gz', zlib.gzipSync(Buffer.alloc(100_000_000, 'x'), { level: 1 })));
    const before = process.memoryUsage().rss;
    await expect(all(wholeLines(bomb.open(), 'bomb.gz'))).rejects.toThrow('line 1 of bomb.gz is longer');
    expect(bomb.bytesTaken()).toBeLessThanOrEqual(bomb.size);
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });

  it('has no byte order mark in its lines', async () => {
    const input = await openInput(file('a.txt', '\ufeffone\r\n\nthree'));
    expect(Buffer.concat(await all(wholeLines(input.open(), 'a.txt'))).toString()).toBe('one\r\n\nthree');
  });
});
