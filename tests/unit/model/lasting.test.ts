import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { VOCABULARY } from '../../../src/model/vocabulary.ts';

/** The table of docs/lasting.md: types, days, and where the number is from. */
const [, TABLE = ''] = readFileSync('docs/lasting.md', 'utf8').match(/\| Type \| Days \| From \|\n\|[-|]+\|\n((?:\|.*\|\n)+)/) ?? [];
const documented = TABLE.trim()
  .split('\n')
  .flatMap((line) => {
    const [types = '', days = '', from = ''] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    return types.split(', ').map((type) => ({ type, days: days === 'for ever' ? null : Number(days.replace(',', '')), from }));
  });

describe('how long a type lasts', () => {
  test('is documented for every type', () => {
    expect(documented.map(({ type }) => type).sort()).toEqual(VOCABULARY.map(({ type }) => type).sort());
  });

  test.each(documented)('$type: the number of docs/lasting.md, measured or assumed as it says', ({ type, days, from }) => {
    const row = VOCABULARY.find((found) => found.type === type);
    expect(row?.lastingDays).toBe(days);
    const source = row?.lastingSource ?? '';
    expect(source.split(':')[0]).toBe(from.startsWith('measured') ? 'measured' : 'assumed');
  });
});
