import { describe, expect, it } from 'vitest';
import { csvRecords } from '../../../src/exchange/import/csvRecords.ts';
import { MAX_LINE_BYTES } from '../../../src/exchange/import/text.ts';
import { all, inputOf } from '../../support/import/inputs.ts';

const read = (...pieces: (string | Uint8Array)[]) => all(csvRecords(inputOf('a.csv', ...pieces)));

describe('a CSV file', () => {
  it('may have commas, quotes and line ends inside names, and their lines are counted', async () => {
    const records = await read('name,side\r\n"Ahrar al-Sham, HTS","two\nlines"\r\n\r\n"say ""no""",1\r\nGroup "X",2');
    expect(records).toEqual([
      { values: { name: 'Ahrar al-Sham, HTS', side: 'two\nlines' }, line: 2 },
      { values: { name: 'say "no"', side: '1' }, line: 5 },
      { values: { name: 'Group "X"', side: '2' }, line: 6 },
    ]);
  });

  it('is read alike in pieces of any size, and with or without a byte order mark', async () => {
    const bytes = Buffer.from('\ufeffname,side\n"Şam, حلب",é\nb,c\n');
    const whole = await read(bytes);
    expect(whole).toEqual([
      { values: { name: 'Şam, حلب', side: 'é' }, line: 2 },
      { values: { name: 'b', side: 'c' }, line: 3 },
    ]);
    expect(await read(...[...bytes].map((byte) => Buffer.from([byte])))).toEqual(whole);
    expect(await read(bytes.subarray(3))).toEqual(whole);
  });

  it('reports a record with too many or too few values, with its line and text, and goes on', async () => {
    const [first, second] = await read('a,b\n1,2,3\n4,5\n');
    expect(first).toMatchObject({
      unreadable: 'WRONG_WIDTH',
      line: 2,
      text: '1,2,3',
      message: expect.stringContaining('Expected 2 values'),
    });
    expect(second).toEqual({ values: { a: '4', b: '5' }, line: 3 });
  });

  it('in Windows-1252 is decoded where this encoding is given, also quotes and the euro sign; else the error names the line that is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('name\nplain\n'), Buffer.from([0x93, 0x80, 0xe9, 0x92, 10])]);
    const records = await all(csvRecords(inputOf('a.csv', bytes), { encoding: 'windows-1252' }));
    expect(records.at(-1)).toEqual({ values: { name: '“€é’' }, line: 3 });
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringMatching(/a\.csv.*line 3 is not.*windows-1252/),
    });
  });

  it('is rejected where columns are missing or occur twice, or where it is empty', async () => {
    const needing = all(csvRecords(inputOf('a.csv', 'a,b\n1,2\n'), { columns: ['a', 'dyad', 'year'] }));
    await expect(needing).rejects.toThrow('Expected a.csv to have the columns dyad, year; its header has a, b.');
    await expect(all(csvRecords(inputOf('a.csv', 'a,b,a\n'), { columns: ['a'] }))).rejects.toThrow('"a" occurs twice');
    await expect(read('')).rejects.toThrow('a.csv to begin with a header of column names');
  });

  it('with a line or record that does not end is an error before memory is full', async () => {
    let given = 0;
    const endless = (piece: string) => ({
      name: 'a.csv',
      async *open() {
        for (yield Buffer.from('a,b\n"1'); ; given += piece.length) yield Buffer.from(piece);
      },
    });
    await expect(all(csvRecords(endless('x'.repeat(65_536))))).rejects.toThrow(`at most ${MAX_LINE_BYTES} bytes; line 2 of a.csv`);
    expect(given).toBeLessThan(3 * MAX_LINE_BYTES);
    given = 0;
    await expect(all(csvRecords(endless('word\n'.repeat(10_000))))).rejects.toThrow(
      /a record is longer than 1 MiB; is a quote not closed\?/,
    );
    expect(given).toBeLessThan(3 * MAX_LINE_BYTES);
  });
});
