import { describe, expect, it } from 'vitest';
import { ucdpActors } from '../../../src/exchange/import/ucdp/actors.ts';
import { ucdpEsd } from '../../../src/exchange/import/ucdp/esd.ts';
import { ucdpGed } from '../../../src/exchange/import/ucdp/ged.ts';
import { readRows, type UcdpRecord } from '../../../src/exchange/import/ucdp/table.ts';
import { importItems, inputOf } from './support/imported.ts';
import { actorTable, gedTable } from './support/tables.ts';

async function recordsIn(content: string | Uint8Array) {
  const all: UcdpRecord[] = [];
  const noted = readRows([], inputOf(content), (record) => {
    all.push(record);
    return [];
  });
  for await (const item of noted) throw new Error(JSON.stringify(item));
  return all;
}

describe('a table', () => {
  it('is UTF-8, or else Windows-1252', async () => {
    const [utf8] = await recordsIn('name\nEjército – “x”\n');
    const [windows] = await recordsIn(
      new Uint8Array([...Buffer.from('name\nEj'), 0xe9, ...Buffer.from('rcito '), 0x96, 0x20, 0x93, 0x78, 0x94, 0x0a]),
    );
    expect([utf8, windows]).toEqual([{ name: 'Ejército – “x”' }, { name: 'Ejército – “x”' }]);
  });
});

describe('another table', () => {
  it.each([ucdpGed, ucdpEsd, ucdpActors])('is rejected by $name, with the missing columns', async (format) => {
    const other = format === ucdpActors ? gedTable({}) : actorTable({ ActorId: 1, NameData: 'A' });
    await expect(importItems(format, other)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringMatching(/^Expected \S+\.csv to have the column/),
    });
  });
});
