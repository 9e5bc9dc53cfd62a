import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { csvFormat } from '../../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../../src/exchange/import/csv/mapping.ts';
import { imported } from '../../support/import/inputs.ts';
import { workbook } from '../../support/import/workbook.ts';

const read = async (yaml: string, table: string | Uint8Array) => imported(csvFormat(readMapping(yaml, 'mapping.yaml')), table);
const rowsOf = async (yaml: string, table: string | Uint8Array) => (await read(yaml, table)).map((one) => ('row' in one ? one.row : one));
/** Rows of relationships, with these fields as well. */
const ties = (fields: string, row = '') => `
rows:
  - kind: relationships
${row}    fields: { type: BACKS, from: a, to: b, ${fields} }
`;

describe('a cell', () => {
  it('of several values makes a row for each', async () => {
    const yaml = `
rows:
  - kind: relationships
    each: [{ column: states, split: ';', as: state }, { column: groups, split: ',', as: group }]
    when: { not: { column: state, is: SA } }
    fields: { type: BACKS, from: { template: '{state|lower}' }, to: { template: '{group|slug}' } }
`;
    expect(await rowsOf(yaml, 'states,groups\nFR;LB;SA,"Alpha, Beta"\n,Gamma\n')).toEqual(
      ['fr', 'lb'].flatMap((from) => ['alpha', 'beta'].map((to) => ({ type: 'BACKS', from, to }))),
    );
  });

  it('gives a part of itself by a pattern, and one without that part is reported', async () => {
    const yaml = `
columns:
  qid: { column: item, pattern: 'Q\\d+' }
rows:
  - kind: places
    fields:
      slug: { template: '{name|slug}' }
      kind: CITY
      name: { column: name }
      identifiers: [{ scheme: wikidata, value: { column: qid } }]
      latitude: { column: coord, pattern: 'Point\\(\\S+ (\\S+)\\)' }
      longitude: { column: coord, pattern: 'Point\\((\\S+) ' }
`;
    const [first, warning, second] = await rowsOf(
      yaml,
      'item,name,coord\nhttp://www.wikidata.org/entity/Q794,Aleppo,Point(37.16 36.2)\nnone,Idlib,\n',
    ).then((items) => [...items].sort((a, b) => ('slug' in a ? String(a.slug) : 'b').localeCompare('slug' in b ? String(b.slug) : 'b')));
    expect(first).toEqual({
      slug: 'aleppo',
      kind: 'CITY',
      name: 'Aleppo',
      identifiers: [{ scheme: 'wikidata', value: 'Q794' }],
      latitude: 36.2,
      longitude: 37.16,
    });
    expect(warning).toMatchObject({ warning: 'pattern-without-match', line: 3, message: expect.stringContaining('"none"') });
    expect(second).toEqual({ slug: 'idlib', kind: 'CITY', name: 'Idlib' });
  });

  it.each([
    ['{ thousands: ",", decimal: "." }', '"1,234.0"', 1234],
    ['{ thousands: ".", decimal: "," }', '"12.345.678,0"', 12345678],
    ['{ thousands: " " }', '1\u202f234', 1234],
    ['{ thousands: "’" }', '1’234', 1234],
    ['{}', '1234.0', 1234],
    ['{}', '"1,234"', '1,234'],
    ['{ thousands: "," }', '"12,34"', '12,34'],
    ['{ decimal: "," }', '1.234', '1.234'],
    ['{}', '0x10', '0x10'],
  ])('with marks %s: %s', async (numbers, cell, value) => {
    const yaml = `numbers: ${numbers}\nrows:\n  - kind: relationships\n    fields: { type: FIGHTS, from: a, to: b, deathsBest: { column: d } }\n`;
    expect(await rowsOf(yaml, `d\n${cell}\n`)).toEqual([{ type: 'FIGHTS', from: 'a', to: 'b', deathsBest: value }]);
  });

  it.each([
    ['{ column: x, above: 5 }', ['6', '10']],
    ['{ column: x, atLeast: 5, below: 10 }', ['5', '6']],
    ['{ and: [{ column: x, atMost: 5 }, { not: { column: y } }] }', ['5']],
    ['{ or: [{ column: x, is: 10 }, { column: y, matches: "^o" }] }', ['4', '10']],
    ['{ column: x, matches: "[^\\\\d]" }', ['n']],
    ['{ column: x, above: "m" }', ['n']],
  ])('decides by the condition %s', async (when, keys) => {
    const made = await rowsOf(ties('key: { column: x }', `    when: ${when}\n`), 'x,y\n4,one\n5,\n6,two\n10,two\nn,two\n');
    expect(made.map((row) => ('key' in row ? row.key : row))).toEqual(keys);
  });

  it('of another column is taken where the first has no value, and `otherwise` where a value is not listed', async () => {
    const made = await rowsOf(
      ties('key: { column: [x, y] }, periods: [{ kinds: [{ column: k, values: { arms: WEAPONS }, otherwise: OTHER }] }]'),
      'x,y,k\n,second,Arms\nfirst,second,tea\n',
    );
    expect(made.map((row) => ('key' in row ? [row.key, row.periods] : row))).toEqual([
      ['second', [{ kinds: ['WEAPONS'] }]],
      ['first', [{ kinds: ['OTHER'] }]],
    ]);
  });

  it('may stand in a file without a header, below lines to skip', async () => {
    const yaml = `skip: 1\nheader: [x, y]\n${ties('key: { column: x }')}`;
    expect(await rowsOf(yaml, 'A register\nk1,2\nk2,3\n')).toMatchObject([{ key: 'k1' }, { key: 'k2' }]);
  });
});

describe('the records of a group', () => {
  const YAML = `
rows:
  - kind: relationships
    groupBy: [a, b]
    fields:
      type: FIGHTS
      from: { template: '{a|slug}' }
      to: { template: '{b|slug}' }
      start: { column: day, aggregate: earliest }
      end: { column: day, aggregate: latest }
      eventCount: { aggregate: count }
      deathsBest: { column: deaths, aggregate: sum }
      deathsHigh: { column: deaths, aggregate: greatest }
      evidence: [{ source: mine, locator: { template: 'line {line}' }, quote: x }]
`;
  it('are one row, with the earliest, the latest, the number and the sum', async () => {
    const table = 'a,b,day,deaths\nAlpha,Beta,2012-05-01,3\nGamma,Beta,2014,1\nAlpha,Beta,2011,\nAlpha,Beta,2012-06,4\n';
    const evidence = (...lines: number[]) => lines.map((line) => ({ source: 'mine', locator: `line ${line}`, quote: 'x' }));
    expect(await rowsOf(YAML, table)).toEqual([
      {
        type: 'FIGHTS',
        from: 'alpha',
        to: 'beta',
        start: '2011',
        end: '2012-06',
        eventCount: 3,
        deathsBest: 7,
        deathsHigh: 4,
        evidence: evidence(2, 4, 5),
      },
      {
        type: 'FIGHTS',
        from: 'gamma',
        to: 'beta',
        start: '2014',
        end: '2014',
        eventCount: 1,
        deathsBest: 1,
        deathsHigh: 1,
        evidence: evidence(3),
      },
    ]);
  });

  it('end each other where each is the next coding of a pair', async () => {
    const yaml = `
rows:
  - kind: relationships
    endsAtNext: [a, b]
    when: { not: { column: code, is: none } }
    fields: { type: { column: code, values: { ally: ALLIED_WITH, rival: RIVAL_OF } }, from: { template: '{a|slug}' }, to: { template: '{b|slug}' }, start: { column: y } }
`;
    const made = await rowsOf(yaml, 'a,b,code,y\nA1,B1,rival,2010\nA1,B1,ally,2005\nA1,C1,ally,2007\nA1,B1,ally,2012\n');
    expect(made.map((row) => ('start' in row ? [row.to, row.start, row.end] : row))).toEqual([
      ['b1', '2010', '2012'],
      ['b1', '2005', '2010'],
      ['c1', '2007', undefined],
      ['b1', '2012', undefined],
    ]);
  });

  it.each([
    [
      'rows:\n  - kind: relationships\n    fields: { type: BACKS, from: a, to: b, start: { column: y, aggregate: earliest } }',
      'name it with `groupBy`',
    ],
    ['rows:\n  - kind: actors\n    endsAtNext: [a]\n    fields: { slug: a, kind: STATE, name: a }', 'have no start'],
    ['columns: { x: 3 }\nrows:\n  - kind: sources\n    fields: { key: a, title: b }', 'columns.x: expected {column'],
    ["rows:\n  - kind: sources\n    fields: { key: { column: a, pattern: '(' }, title: b }", 'expected a regular expression'],
    ['rows:\n  - kind: actors\n    fields: { slug: a, kind: CHOOSE, name: a }', 'it is not chosen yet'],
  ])('need a mapping that says how: %#', (yaml, message) => expect(() => csvFormat(readMapping(yaml, 'm.yaml'))).toThrow(message));
});

describe('JSON', () => {
  const YAML = `
rows:
  - kind: actors
    fields:
      slug: { template: '{name|slug}' }
      kind: ARMED_GROUP
      name: { column: name }
      aliases: [{ name: { column: also } }]
      activeFrom: { column: active.from }
  - kind: relationships
    each: { column: enemies, as: enemy }
    fields: { type: FIGHTS, from: { template: '{name|slug}' }, to: { template: '{enemy.name|slug}' }, start: { column: enemy.since } }
`;
  const RECORDS = [
    { name: 'Alpha', also: ['A', 'Alif'], active: { from: 1999 }, enemies: [{ name: 'Beta', since: '2010' }, { name: 'Gamma' }] },
    { name: 'Beta', extra: null },
  ];
  const MADE = [
    { slug: 'alpha', kind: 'ARMED_GROUP', name: 'Alpha', aliases: [{ name: 'A' }, { name: 'Alif' }], activeFrom: '1999' },
    { slug: 'beta', kind: 'ARMED_GROUP', name: 'Beta' },
    { type: 'FIGHTS', from: 'alpha', to: 'beta', start: '2010' },
    { type: 'FIGHTS', from: 'alpha', to: 'gamma' },
  ];
  it.each([
    ['lines', RECORDS.map((one) => JSON.stringify(one)).join('\n'), ''],
    ['an array', JSON.stringify(RECORDS, null, 2), ''],
    ['an array of one line with a mark', `\ufeff${JSON.stringify(RECORDS)}`, ''],
    ['the only array of a document', JSON.stringify({ meta: { n: 2 }, results: { rows: RECORDS } }), ''],
    ['an array at a path', JSON.stringify({ other: [{ x: 1 }], results: { rows: RECORDS } }), 'records: results.rows\n'],
  ])('is read by the same mapping: %s', async (_, text, more) => {
    expect(await rowsOf(more + YAML, text)).toEqual(MADE);
  });

  it('that is broken is an error, and a line that is no record is reported with its number', async () => {
    await expect(rowsOf(YAML, '[{"name": "Alpha"')).rejects.toThrow('table.csv is not JSON');
    await expect(rowsOf(`records: x\n${YAML}`, '{"y": []}')).rejects.toThrow('Expected an array of records in table.csv at "x"');
    const [first, second] = await read(YAML, '{"name": "Alpha"}\n[1]\n');
    expect([first, second]).toMatchObject([{ unreadable: 'not-a-record', line: 2 }, { row: { slug: 'alpha' } }]);
  });
});

describe('XLSX', () => {
  const YAML = ties('key: { column: id }, start: { column: year }');
  const BOOK = workbook({
    Deals: [['A register'], ['id', 'year'], ['k1', 2010], ['k2']],
    Other: [
      ['id', 'year'],
      ['k3', 2011],
    ],
  });

  it('is read from the first sheet or a named one, below lines that are no header', async () => {
    expect(await rowsOf(YAML, BOOK)).toMatchObject([{ warning: 'lines-before-header' }, { key: 'k1', start: '2010' }, { key: 'k2' }]);
    expect(await rowsOf(`sheet: Other\n${YAML}`, BOOK)).toMatchObject([{ key: 'k3', start: '2011' }]);
  });

  it('that is none, too large, or lacks the sheet is an error in words', async () => {
    await expect(rowsOf(`sheet: Third\n${YAML}`, BOOK)).rejects.toThrow('Expected a sheet of table.csv: "Deals", "Other"; got "Third".');
    await expect(rowsOf(YAML, zipSync({ 'a.txt': strToU8('x') }))).rejects.toThrow('no XLSX workbook');
    await expect(rowsOf(YAML, BOOK.subarray(0, 300))).rejects.toThrow('table.csv');
    await expect(rowsOf(YAML, Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).rejects.toThrow('Save it as XLSX or CSV');
    const bomb = Buffer.from(BOOK);
    // The size that the table of contents gives for the last file.
    bomb.writeUInt32LE(0xf000_0000, bomb.lastIndexOf('PK\u0001\u0002') + 24);
    await expect(rowsOf(YAML, bomb)).rejects.toThrow('at most 64 MiB, 512 MiB unpacked');
  });
});
