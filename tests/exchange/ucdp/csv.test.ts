import { describe, expect, it } from 'vitest';
import { csvRecords } from '../../../src/exchange/import/csvRecords.ts';
import { ucdpActors } from '../../../src/exchange/import/ucdp/actors.ts';
import { ucdpEsd } from '../../../src/exchange/import/ucdp/esd.ts';
import { ucdpGed } from '../../../src/exchange/import/ucdp/ged.ts';
import { inputOf, toldBy } from './support/imported.ts';
import { actorTable, gedTable } from './support/tables.ts';

async function recordsOf(content: string | Uint8Array) {
  const all = [];
  for await (const item of csvRecords(inputOf(content))) all.push(item);
  return all;
}

describe('a table', () => {
  it('keeps commas, quotation marks and line breaks within a cell, and knows its lines', async () => {
    expect(await recordsOf('id,name\n1,"Interahamwe, ex-FAR"\n2,"a ""b""\nc"\n3,d\n')).toEqual([
      { line: 2, record: { id: '1', name: 'Interahamwe, ex-FAR' } },
      { line: 3, record: { id: '2', name: 'a "b"\nc' } },
      { line: 5, record: { id: '3', name: 'd' } },
    ]);
  });

  it('may begin with a byte order mark and end its lines as Windows does', async () => {
    expect(await recordsOf('\ufeffid,name\r\n1,x\r\n')).toEqual([{ line: 2, record: { id: '1', name: 'x' } }]);
  });

  it('is UTF-8, or else Windows-1252', async () => {
    const [utf8] = await recordsOf('name\nEjército – “x”\n');
    const [windows] = await recordsOf(
      new Uint8Array([...Buffer.from('name\nEj'), 0xe9, ...Buffer.from('rcito '), 0x96, 0x20, 0x93, 0x78, 0x94, 0x0a]),
    );
    expect([utf8, windows]).toEqual([
      { line: 2, record: { name: 'Ejército – “x”' } },
      { line: 2, record: { name: 'Ejército – “x”' } },
    ]);
  });
});

describe('another table', () => {
  it.each([ucdpGed, ucdpEsd, ucdpActors])('is refused by $name, with the columns that it lacks', async (format) => {
    const other = format === ucdpActors ? gedTable({}) : actorTable({ ActorId: 1, NameData: 'A' });
    await expect(toldBy(format, other)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringMatching(/^Expected the columns .* missing/),
    });
  });
});
