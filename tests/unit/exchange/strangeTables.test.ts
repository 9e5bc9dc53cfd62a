import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { csvFormat } from '../../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../../src/exchange/import/csv/mapping.ts';
import type { ImportItem } from '../../../src/exchange/import/format.ts';
import { imported } from '../../support/import/inputs.ts';
import { SIDES } from '../../support/import/mapping.ts';
import { type WorkbookCell, workbook } from '../../support/import/workbook.ts';

/** Rivals from the columns `a`, `b` and `since`, as `Alpha - Beta 2010`, and what is said of the table. */
async function rivals(table: string | Uint8Array, settings = '') {
  const mapping = `${settings}
rows:${SIDES}
  - kind: relationships
    fields: { type: RIVAL_OF, from: { template: '{a|slug}' }, to: { template: '{b|slug}' }, start: { column: since } }\n`;
  return outcome(await imported(csvFormat(readMapping(mapping, 'm.yaml')), table));
}

function outcome(items: readonly ImportItem[]) {
  const names = new Map<unknown, unknown>();
  const rows: string[] = [];
  const said: string[] = [];
  for (const item of items) {
    if ('warning' in item) said.push(item.warning);
    else if ('unreadable' in item) said.push(`${item.unreadable} in line ${item.line}`);
    else if (item.kind === 'actors') names.set(item.row.slug, item.row.name);
    else
      rows.push(
        [
          names.get(item.row.from) ?? '?',
          '-',
          names.get(item.row.to) ?? '?',
          item.row.start ?? '?',
          ...(item.row.end ? [item.row.end] : []),
        ].join(' '),
      );
  }
  return { rows, said };
}

const ONE = ['Alpha - Beta 2010'];
const utf32 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), iconv.encode(text, 'utf-32le')]);

describe('a table as CSV', () => {
  it.each<[string, string | Uint8Array]>([
    ['with bars', 'a|b|since\nAlpha|Beta|2010\n'],
    ['with carets', 'a^b^since\nAlpha^Beta^2010\n'],
    ['with `sep=` in quotes', '"sep=;"\na;b;since\nAlpha;Beta;2010\n'],
    ['with a mark and `SEP=`', '\ufeffSEP=;\r\na;b;since\r\nAlpha;Beta;2010\r\n'],
    ['with line ends of old Macs', 'a,b,since\rAlpha,Beta,2010\r'],
    ['with different line ends', 'a,b,since\r\nAlpha,Beta,2010\n\r\n'],
    ['without a line end', 'a,b,since\nAlpha,Beta,2010'],
    ['with blank lines', '\n\na,b,since\n\nAlpha,Beta,2010\n\n'],
    ['with spaces that do not break', 'a,b,since\n\u00a0Alpha\u00a0,Beta,\u00a02010\n'],
    ['with marks of direction', 'a,b,since\n\u200fAlpha\u200e,Beta,\u200e2010\n'],
    ['with a space of no width in the header', '\u200ba,b,since\nAlpha,Beta,2010\n'],
    ['in UTF-32', utf32('a,b,since\nAlpha,Beta,2010\n')],
    ['in UTF-16 with tabs', Buffer.from('\ufeffa\tb\tsince\r\nAlpha\tBeta\t2010\r\n', 'utf16le')],
  ])('%s', async (_, table) => {
    expect(await rivals(table)).toEqual({ rows: ONE, said: [] });
  });

  it.each([
    ['names of columns once more', 'a,b,since\nAlpha,Beta,2010\na,b,since\n', ['repeated-header']],
    ['a title above', 'Table 1, all pairs\n\na,b,since\nAlpha,Beta,2010\n', ['lines-before-header']],
    ['a title in quotes over two lines', '"A ""register""\nof deals"\na,b,since\nAlpha,Beta,2010\n', ['lines-before-header']],
    ['a source below', 'a,b,since\nAlpha,Beta,2010\nSource: the press\n', ['WRONG_WIDTH in line 3']],
  ])('%s is left out and reported', async (_, table, said) => {
    const found = await rivals(table);
    expect([found.rows, [...new Set(found.said)]]).toEqual([ONE, said]);
  });

  it.each([
    ['CSV', `Deals,,,\n,,,\na,b,Time,\n,,since,until\nAlpha,Beta,2010,2012\n,,,\nSource: the press,,,\n`],
    [
      'a workbook',
      workbook({
        S: [
          ['Deals'],
          [null],
          ['a', 'b', 'Time', null],
          [null, null, 'since', 'until'],
          ['Alpha', 'Beta', 2010, 2012],
          [null],
          ['Source: the press'],
        ],
      }),
    ],
  ])('a header of two rows, in %s; blank rows are none, and notes below are left out and reported', async (_, table) => {
    const mapping = `headerRows: 2
rows:${SIDES}
  - kind: relationships
    fields: { type: RIVAL_OF, from: { template: '{a|slug}' }, to: { template: '{b|slug}' }, start: { column: Time since }, end: { column: Time until } }\n`;
    const found = outcome(await imported(csvFormat(readMapping(mapping, 'm.yaml')), table));
    expect(found).toEqual({ rows: ['Alpha - Beta 2010 2012'], said: expect.arrayContaining(['lines-before-header', 'lines-after-table']) });
  });

  it('what stands alone after a blank row is a record where the table goes on', async () => {
    const found = await imported(
      csvFormat(
        readMapping(
          "rows:\n  - kind: actors\n    fields: { slug: { template: '{a|slug}' }, kind: STATE, name: { column: a } }\n",
          'm.yaml',
        ),
      ),
      'a,b\nAlpha,1\n,\nBeta,\nGamma,2\n',
    );
    expect(found.flatMap((item) => ('row' in item ? [item.row.name] : []))).toEqual(['Alpha', 'Beta', 'Gamma']);
  });

  it('says what was lost, what stays in quotes, and that there are no records', async () => {
    expect((await rivals('a,b,since\nAl\ufffdpha,Beta,2010\n')).said).toEqual(['characters-lost']);
    expect((await rivals('a\tb\tsince\n"Alpha"\tBeta\t2010\n')).said).toContain('values-in-quotes');
    expect(await rivals('a,b,since\n')).toEqual({ rows: [], said: ['no-records'] });
  });

  it('a control that Windows-1252 does not have is left out', async () => {
    expect((await rivals('a,b,since\nAl\u0081pha,Beta\u0085,2010\n')).rows).toEqual(['Alpha - Beta… 2010']);
  });

  it('controls of a wrong conversion are read and counted in JSON and XLSX, too', async () => {
    const row = { a: 'Kata\u0092ib', b: 'Beta', since: '2010' };
    const found = { rows: ['Kata’ib - Beta 2010'], said: ['control-characters'] };
    expect(await rivals(`${JSON.stringify(row)}\n`)).toEqual(found);
    expect(await rivals(workbook({ S: [Object.keys(row), Object.values(row)] }))).toEqual(found);
  });

  it.each([
    ['Ørum', 'Beta'],
    ['Kata’ib', 'Zażółć'],
    ['أحمد', 'Альфа'],
    ['中国', '日本'],
    ['Ελλάς', 'חמאס'],
    ['😀 Front', 'Beta'],
    ['Côte d’Ivoire', '“Alpha” – Beta'],
  ])('UTF-8 that was read as Windows-1252 is reported and not changed: %s, %s', async (...names) => {
    // A byte that Windows-1252 does not have becomes a control, as browsers do it.
    const twice = (name: string): string => {
      const read = (byte: number): string => iconv.decode(Buffer.from([byte]), 'windows-1252').replace('\ufffd', String.fromCharCode(byte));
      return Array.from(Buffer.from(name), read).join('');
    };
    const [a, b] = names.map(twice) as [string, string];
    const left = (name: string): string => name.replace(/[\u0080-\u009f]/g, '').trim();
    const table = JSON.stringify({ a, b, since: '2010' });
    for (const file of [
      `a,b,since\n"${a}","${b}",2010\n`,
      `${table}\n`,
      workbook({
        S: [
          ['a', 'b', 'since'],
          [a, b, '2010'],
        ],
      }),
    ]) {
      const found = await rivals(file);
      expect(found.said).toContain('double-encoded');
      expect(found.rows).toEqual([`${left(a)} - ${left(b)} 2010`]);
    }
  });

  it.each(['CAFÉ»', '“AMANHÔ', 'BRØ”', 'ÎLE-DE-FRANCE', 'Größe', 'São Tomé', 'Þór – Ægir', '«À»', 'FØ–GH', 'naïve…', '10 €'])(
    'an accent before a quote is not taken for it: %s',
    async (name) => {
      expect((await rivals(`${JSON.stringify({ a: name, b: 'Beta', since: '2010' })}\n`)).said).toEqual([]);
    },
  );

  it('a quote that is not closed: the line on which its record begins', async () => {
    await expect(rivals('a,b,since\nAlpha,Beta,2010\nGamma,"Delta,2011\nEps,Zeta,2012\n')).rejects.toThrow(
      /line 3: a quote in the record that begins here/,
    );
  });

  it.each([
    ['gb18030', '中国'],
    ['shift_jis', '日本'],
    ['big5', '臺灣'],
    ['euc-kr', '한국'],
    ['windows-1251', 'Альфа'],
    ['windows-1256', 'أحمد'],
  ])('in %s is asked for with what it would read', async (encoding, name) => {
    const table = Buffer.concat([Buffer.from('a,b,since\n'), iconv.encode(name, encoding), Buffer.from(',Beta,2010\n')]);
    await expect(rivals(table)).rejects.toThrow(`“${name}” in ${encoding}`);
    expect((await rivals(table, `encoding: ${encoding}`)).rows).toEqual([`${name} - Beta 2010`]);
  });
});

describe('a table as XLSX', () => {
  const HEADER = ['a', 'b', 'since'];
  const of = (rows: readonly (readonly WorkbookCell[])[], is1904 = false) => workbook({ Sheet1: [HEADER, ...rows] }, is1904);

  it('has days by the format of their cells, results of formulas, and no errors as names', async () => {
    const table = of([
      ['A', 'B', { day: 40607 }],
      ['C', 'D', { day: 40607.5, format: 22 }],
      ['E', 'F', { day: 40607, format: 164 }],
      ['G', { formula: 'B9', result: 'H' }, { formula: '2000+10', result: 2010 }],
      [{ error: '#N/A' }, 'J', 2010],
      ['Two\nlines', 'L', '2010–2012'],
    ]);
    expect((await rivals(table)).rows).toEqual([
      'A - B 2011-03-05',
      'C - D 2011-03-05',
      'E - F 2011-03-05',
      'G - H 2010',
      '? - J 2010',
      'Two lines - L 2010 2012',
    ]);
    expect((await rivals(of([['A', 'B', { day: 39145 }]], true))).rows).toEqual(['A - B 2011-03-05']);
  });

  it('is found in any sheet, below a title, and ends before notes', async () => {
    const sheets = {
      Notes: [['Read me'], ['All pairs']],
      Pairs: [['All pairs'], ['as of', '2024'], HEADER, ['Alpha', 'Beta', 2010], [null], ['Source: the press']],
    };
    expect(await rivals(workbook(sheets))).toEqual({
      rows: ONE,
      said: expect.arrayContaining(['lines-before-header', 'lines-after-table']),
    });
    await expect(rivals(workbook(sheets), 'sheet: Notes')).rejects.toThrow('to have the columns a, b, since');
    await expect(rivals(workbook(sheets), 'sheet: Other')).rejects.toThrow('"Notes", "Pairs"; got "Other"');
  });
});

const SINCE_OF_B = `rows:\n  - kind: relationships\n    fields: { type: RIVAL_OF, from: { template: '{a|slug}' }, to: { template: '{b|slug}' } }\n`;

describe('values', () => {
  const deaths = `rows:
  - kind: actors
    fields: { slug: { template: '{a|slug}' }, kind: STATE, name: { column: a } }
  - kind: events
    fields: { key: { template: 'k:{line}' }, kind: BATTLE, title: x, start: '2010', participants: [{ actor: { template: '{a|slug}' }, role: SIDE_A }], deathsBest: { column: d } }\n`;
  it.each([
    ['1 234', 1234],
    ['1\u202f234\u202f567', 1234567],
    ["1'234", 1234],
    ['1’234', 1234],
    ['١٢٣', 123],
    ['12.0', 12],
    ['1,234', '1,234'],
    ['1 23', '1 23'],
    ['dozens', 'dozens'],
  ])('a number in another language: %s', async (text, number) => {
    const items = await imported(csvFormat(readMapping(deaths, 'm.yaml')), `a,d\nAlpha,"${text}"\n`);
    expect(items.flatMap((item) => ('row' in item && item.kind === 'events' ? [item.row.deathsBest] : []))).toEqual([number]);
  });

  it.each([
    ['1.000', 'can be read in two ways'],
    ['1.200', 'can be read in two ways'],
    ['12,345', 'can be read in two ways'],
    ['3,5', 'can be read in two ways'],
  ])('a number that may be another is refused until the mapping says how they are written: %s', async (text, message) => {
    const read = async (settings: string) =>
      (await imported(csvFormat(readMapping(`${settings}${deaths}`, 'm.yaml')), `a,d\nAlpha,"${text}"\n`)).find(
        (item) => 'row' in item && item.kind === 'events',
      )!;
    expect(await read('')).toMatchObject({ problems: [{ field: 'deathsBest', message: expect.stringContaining(message) }] });
    const marks = text.includes(',') ? '{ decimal: "," }' : '{ decimal: "." }';
    expect(await read(`numbers: ${marks}\n`)).toMatchObject({ row: { deathsBest: Number(text.replace(',', '.')) } });
    expect(await read(`numbers: ${marks}\n`)).not.toHaveProperty('problems');
  });

  it.each([
    ['1000.000', 1000],
    ['0.000', 0],
    ['12.0', 12],
  ])('%s is what it says', async (text, number) => {
    const items = await imported(csvFormat(readMapping(deaths, 'm.yaml')), `a,d\nAlpha,${text}\n`);
    expect(items.find((item) => 'row' in item && item.kind === 'events')).toMatchObject({ row: { deathsBest: number } });
  });

  it.each([
    [['2011', '1434-05-01'], 1],
    [['1392', '1434'], 2],
    [['1415', '1648', '1990'], 0],
    [['2011', '1850'], 0],
  ])('years of another calendar are reported, a list of old wars is not: %j', async (years, times) => {
    const items = await imported(
      csvFormat(
        readMapping(
          `rows:${SIDES}
  - kind: relationships
    fields: { key: { template: '{line}' }, type: RIVAL_OF, from: { template: '{a|slug}' }, to: { template: '{b|slug}' }, start: { column: since } }\n`,
          'm.yaml',
        ),
      ),
      `a,b,since\n${years.map((year) => `Al,Be,${year}\n`).join('')}`,
    );
    expect(items.flatMap((item) => ('warning' in item ? [[item.warning, item.times]] : []))).toEqual(
      times === 0 ? [] : [['other-calendar', times]],
    );
  });

  it.each([
    ['{ column: n, is: 1 }', 'ABC'],
    ['{ column: n, is: "1" }', 'A'],
    ['{ or: [{ column: n, above: 1 }, { not: { column: n } }] }', 'DE'],
    ['{ and: [{ column: n, atLeast: 1 }, { column: a, matches: "[AD]" }] }', 'AD'],
  ])('a condition: %s', async (condition, names) => {
    const mapping = `rows:\n  - kind: actors\n    when: ${condition}\n    fields: { slug: { template: '{a|slug}' }, kind: STATE, name: { column: a } }\n`;
    const items = await imported(csvFormat(readMapping(mapping, 'm.yaml')), 'a,n\nA,1\nB,1.0\nC,01\nD,2\nE,\n');
    expect(items.flatMap((item) => ('row' in item ? [item.row.name] : [])).join('')).toBe(names);
  });

  it.each(['present', 'ongoing', 'heute', 'aujourd’hui', 'حتى الآن', 'настоящее время'])(
    'an end that is “%s” has not come',
    async (word) => {
      const mapping = `rows:${SIDES}
  - kind: relationships
    fields: { type: BACKS, from: { template: '{a|slug}' }, to: { template: '{b|slug}' }, start: { column: since }, end: { column: until }, periods: [{ start: { column: since }, end: { column: until }, kinds: [WEAPONS] }] }\n`;
      const items = await imported(csvFormat(readMapping(mapping, 'm.yaml')), `a,b,since,until\nAlpha,Beta,2010,${word}\n`);
      const [tie] = items.flatMap((item) => ('row' in item && item.kind === 'relationships' ? [item.row] : []));
      expect(tie).toMatchObject({ start: '2010', ongoing: true, periods: [{ start: '2010', kinds: ['WEAPONS'] }] });
      expect([tie!.end, (tie!.periods as object[])[0]]).toEqual([undefined, { start: '2010', kinds: ['WEAPONS'] }]);
    },
  );

  it('a field that is missing names the column that has no value', async () => {
    const items = await imported(csvFormat(readMapping(SINCE_OF_B, 'm.yaml')), 'a,b\nAlpha,\n');
    const [tie] = items.flatMap((item) => ('row' in item && item.kind === 'relationships' ? [item] : []));
    expect(tie!.cellOf!('to')).toEqual({ column: 'b', value: '' });
  });

  it('a code that a program made a decimal number is translated', async () => {
    const mapping = `rows:\n  - kind: actors\n    fields: { slug: { template: '{a|slug}' }, kind: { column: k, values: { "1": STATE, "2": ARMED_GROUP } }, name: { column: a } }\n`;
    const items = await imported(csvFormat(readMapping(mapping, 'm.yaml')), 'a,k\nA,1.0\nB,2\n');
    expect(items.map((item) => ('row' in item ? item.row.kind : item))).toEqual(['STATE', 'ARMED_GROUP']);
  });

  it.each([
    ['one record of JSON Lines, with a list of objects', '{"id":"I-1","parties":[{"name":"Al"},{"name":"Be"}]}', ['I-1 Al', 'I-1 Be']],
    ['a document of one line with its records in a list', '{"count":1,"results":[{"id":"I-1","parties":[{"name":"Al"}]}]}', ['I-1 Al']],
    ['the same in a list of another name', '{"id":"all","incidents":[{"id":"I-1","parties":[{"name":"Al"}]}]}', ['I-1 Al']],
  ])('%s', async (_, text, rows) => {
    const mapping = `rows:\n  - kind: actors
    each: { column: parties, as: p }
    fields: { slug: { template: '{p.name|slug}' }, kind: STATE, name: { column: p.name }, description: { column: id } }\n`;
    const items = await imported(csvFormat(readMapping(mapping, 'm.yaml')), text);
    expect(items.map((item) => ('row' in item ? `${item.row.description} ${item.row.name}` : item))).toEqual(rows);
  });

  it('lists whose values belong together, by place; of different lengths only the first is known', async () => {
    const mapping = `rows:\n  - kind: actors
    each: { column: [ids, names], split: ",", as: [id, name] }
    when: { column: name }
    fields: { slug: { template: '{name|slug}' }, kind: STATE, name: { column: name }, identifiers: [{ scheme: x, value: { column: id } }] }\n`;
    const items = await imported(csvFormat(readMapping(mapping, 'm.yaml')), 'ids,names\n"1, 2,3","Alpha, , Gamma"\n"4,5","Delta"\n');
    expect(items.map((item) => ('row' in item ? [item.row.name, item.row.identifiers] : 'warning' in item && item.warning))).toEqual([
      'lists-differ',
      ['Alpha', [{ scheme: 'x', value: '1' }]],
      ['Gamma', [{ scheme: 'x', value: '3' }]],
    ]);
  });

  const rowsBy = async (each: string, table: string, settings = '') => {
    const mapping = `${settings}rows:\n  - kind: relationships
    each: ${each}
    fields: { type: RIVAL_OF, from: { template: '{p|lower}' }, to: { template: '{q|lower}' } }\n`;
    const items = await imported(csvFormat(readMapping(mapping, 'm.yaml')), table);
    return items.map((item) =>
      'row' in item ? `${item.row.from} ${item.row.to}` : 'warning' in item && `${item.warning}: ${item.message}`,
    );
  };

  it('each two of a list once, also over several columns; one alone makes no pair, which is reported', async () => {
    const list = '{ column: who, split: ";", as: [p, q], pairs: true }';
    expect(await rowsBy(list, 'who\nA;B;C\nA;A;B\n')).toEqual(['a b', 'a c', 'b c', 'a b']);
    expect(await rowsBy(list, 'who\nA\n""\n')).toEqual(['no-pair: Expected two values or more in who; got only “A”, which makes no pair.']);
    expect(await rowsBy('{ column: [x, y, z], as: [p, q], pairs: true }', 'x,y,z\nA,,C\n')).toEqual(['a c']);
  });

  it('each value of several columns under one name, and the name of its column', async () => {
    expect(await rowsBy('{ column: [x, y], split: ";", as: p, columnAs: q }', 'x,y\nA;B,C\n,D\n')).toEqual(['a x', 'b x', 'c y', 'd y']);
    const mapping = (as: string) =>
      `rows:\n  - kind: actors\n    each: { column: [x, y, z], as: ${as} }\n    fields: { slug: a, kind: STATE, name: A }\n`;
    expect(() => readMapping(mapping('[p, q]'), 'm.yaml')).toThrow('expected one name in `as`, or as many as columns');
    expect(() => readMapping(mapping('[p, q, r], columnAs: s'), 'm.yaml')).toThrow('`columnAs` needs one name in `as`');
    expect(() => readMapping(mapping('p, pairs: true'), 'm.yaml')).toThrow('with `pairs: true` two');
  });

  it('that lists of relationships differ is reported, also where the table has entities', async () => {
    const mapping = `rows:${SIDES}
  - kind: relationships
    each: { column: [x, y], split: ";", as: [p, q] }
    fields: { type: RIVAL_OF, from: { template: '{a|slug}' }, to: { template: '{b|slug}' }, start: { column: p } }\n`;
    const items = await imported(csvFormat(readMapping(mapping, 'm.yaml')), 'a,b,x,y\nAl,Be,2010;2012,1\n');
    expect(outcome(items).said).toEqual(['lists-differ']);
  });

  it('a list with several marks between its values', async () => {
    const list = '{ column: who, split: [", ", " and "], as: [p, q], pairs: true }';
    expect(await rowsBy(list, 'who\n"Al, Be and Ga"\n')).toEqual(['al be', 'al ga', 'be ga']);
  });

  it('below a merged cell, where the mapping says so, a blank one means the same', async () => {
    const table = 'a,b,since\nAlpha,Beta,2010\n,Gamma,2011\nDelta,,2012\n';
    expect((await rivals(table, 'fillDown: [a, b]')).rows).toEqual(['Alpha - Beta 2010', 'Alpha - Gamma 2011', 'Delta - Gamma 2012']);
    await expect(rivals(table, 'fillDown: [c]')).rejects.toThrow('to have the column c');
  });

  it('an event without anybody in its list is reported, a relationship is not', async () => {
    const mapping = (kind: string, fields: string) =>
      `rows:\n  - kind: ${kind}\n    each: { column: who, split: ";", as: w }\n    fields: ${fields}\n`;
    const event =
      "{ key: { template: 'k:{line}' }, kind: OTHER, title: x, start: '2010', participants: [{ actor: { template: '{w|slug}' }, role: PARTY }] }";
    const read = async (text: string) => outcome(await imported(csvFormat(readMapping(text, 'm.yaml')), 'n,who\n1,Al\n2,\n')).said;
    expect(await read(mapping('events', event))).toEqual(['list-empty']);
    expect(await read(mapping('relationships', "{ type: RIVAL_OF, from: a, to: { template: '{w|slug}' } }"))).toEqual([]);
  });

  it('of JSON: a list of objects, one object in its place, none', async () => {
    const mapping = `rows:\n  - kind: actors
    each: { column: whom, as: w }
    fields: { slug: { template: '{w.name|slug}' }, kind: STATE, name: { column: w.name } }\n`;
    const lines = ['{"whom":[{"name":"A"},{"name":"B"}]}', '{"whom":{"name":"C"}}', '{"whom":[]}', '{"whom":null}', '{}'];
    const items = await imported(csvFormat(readMapping(mapping, 'm.yaml')), lines.join('\n'));
    expect(items.flatMap((item) => ('row' in item ? [item.row.name] : [])).join('')).toBe('ABC');
  });

  it('a coding that says none ends the one before, and is nothing itself', async () => {
    const mapping = `rows:${SIDES}
  - kind: relationships
    endsAtNext: [a, b]
    fields: { type: { column: t, values: { ally: ALLIED_WITH, rival: RIVAL_OF, none: null } }, from: { template: '{a|slug}' }, to: { template: '{b|slug}' }, start: { column: y } }\n`;
    const table = 'a,b,t,y\nAlpha,Beta,ally,2010\nAlpha,Beta,rival,2005\nAlpha,Beta,none,2015\nAlpha,Gamma,ally,2010\n';
    expect(outcome(await imported(csvFormat(readMapping(mapping, 'm.yaml')), table)).rows).toEqual([
      'Alpha - Beta 2010 2015',
      'Alpha - Beta 2005 2010',
      'Alpha - Gamma 2010',
    ]);
  });
});

describe('who is who', () => {
  const NAMED = `rows:
  - kind: actors
    fields: { slug: { template: '{name|slug}' }, kind: ARMED_GROUP, name: { column: name }, identifiers: [{ scheme: mmp, value: { template: '{id|number}' } }], aliases: [{ name: { column: aka } }] }
  - kind: relationships
    when: { column: enemy }
    fields: { type: FIGHTS, from: { template: '{name|slug}' }, to: { column: enemy } }\n`;
  const read = async (table: string) => {
    const items = await imported(csvFormat(readMapping(NAMED, 'm.yaml')), table);
    const actors = items.flatMap((item) => ('row' in item && item.kind === 'actors' ? [item.row] : []));
    const identifiers = actors.map(({ slug, identifiers: list = [] }) =>
      `${slug} ${(list as { value: string }[]).map(({ value }) => value)}`.trim(),
    );
    const ends = items.flatMap((item) => ('row' in item && item.kind === 'relationships' ? [`${item.row.from} ${item.row.to}`] : []));
    return { identifiers, ends, said: items.flatMap((item) => ('warning' in item ? [item.warning] : [])) };
  };

  it.each(['-99', 'NA', '#N/A', 'unknown', 'TBD', '?'])('the code %s is no identifier, even of one', async (code) => {
    expect(await read(`id,name,aka,enemy\n${code},Alpha,,\n7,Beta,,\n`)).toEqual({
      identifiers: ['alpha', 'beta 7'],
      ends: [],
      said: ['identifier-none'],
    });
  });

  it.each(['0', '99', '999', '88'])('%s is one, unless several have it', async (code) => {
    expect((await read(`id,name,aka,enemy\n${code},Alpha,,\n7,Beta,,\n`)).identifiers).toEqual([`alpha ${code}`, 'beta 7']);
    expect(await read(`id,name,aka,enemy\n${code},Alpha,,\n${code},Beta,,\n`)).toMatchObject({
      identifiers: ['alpha', 'beta'],
      said: ['identifier-shared'],
    });
  });

  it('an alias that looks like a slug is found by it', async () => {
    expect((await read('id,name,aka,enemy\n1,Alpha,,isis\n2,Islamic State,isis,\n')).ends).toEqual(['alpha islamic-state']);
  });

  it('a row without identifier is none of several of its name', async () => {
    const found = await imported(
      csvFormat(readMapping(NAMED, 'm.yaml')),
      'id,name,aka,enemy\n1,Free Army,,\n2,Free Army,,\n,Free Army,,\n',
    );
    expect(found.flatMap((item) => ('warning' in item ? [item.message] : []))).toEqual([
      expect.stringMatching(/free-army-mmp-1, free-army-mmp-2\. Without an identifier \(line 4\), it is none of these, as free-army\.$/),
    ]);
  });

  it('which of two rivals stands first is no disagreement; spans that overlap are reported', async () => {
    expect((await rivals('a,b,since\nAlpha,Beta,2010\nBeta,Alpha,2010\n')).said).toEqual([]);
    expect((await rivals('a,b,since\nAlpha,Beta,2010/2014\nAlpha,Beta,2008/2012\n')).said).toEqual(['rows-overlap']);
    expect((await rivals('a,b,since\nAlpha,Beta,2010/2012\nAlpha,Beta,2012/2014\n')).said).toEqual([]);
  });
});
