import { describe, expect, it } from 'vitest';
import { dateReader, readIsoDate } from '../../../src/exchange/import/csv/dates.ts';
import { csvFormat } from '../../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../../src/exchange/import/csv/mapping.ts';
import { proposeMapping } from '../../../src/exchange/import/csv/propose.ts';
import { sampleOf } from '../../../src/exchange/import/csv/sample.ts';
import { slugFor } from '../../../src/exchange/import/slug.ts';
import { isSlug } from '../../../src/model/id.ts';
import { imported, inputOf } from '../../support/import/inputs.ts';

const formatOf = (yaml: string) => csvFormat(readMapping(yaml, 'mapping.yaml'));
const rowsOf = async (yaml: string, csv: string | Uint8Array) =>
  (await imported(formatOf(yaml), csv)).map((one) => ('row' in one ? { [one.kind]: one.row } : one));

describe('a mapping', () => {
  it('makes several ties and aliases from a record, and leaves out those without a value', async () => {
    const yaml = `
nulls: ['-9', NA]
rows:
  - kind: actors
    fields:
      slug: { template: '{name|slug}' }
      kind: { column: type, values: { '1': STATE, '2': ARMED_GROUP } }
      name: { column: name }
      identifiers: [{ scheme: ucdp, value: { template: '{id|number}' } }]
      aliases:
        - { name: { column: short }, kind: SHORT }
        - { name: { column: others, split: ';' } }
  - kind: relationships
    when: { column: backer }
    fields: { type: BACKS, from: { template: '{backer|slug}' }, to: { template: '{name|slug}' } }
  - kind: relationships
    when: { column: type, is: [2] }
    fields: { type: FIGHTS, from: { template: '{name|slug}' }, to: iran, derived: { column: rolled } }
`;
    const csv = 'id,name,type,short,others,backer,rolled\n0114,Hezbollah,2,NA,Hizballah; Hizbollah ;,Iran,yes\n121.0,Israel,1,-9,,,\n';
    expect(await rowsOf(yaml, csv)).toEqual([
      {
        actors: {
          slug: 'hezbollah',
          kind: 'ARMED_GROUP',
          name: 'Hezbollah',
          identifiers: [{ scheme: 'ucdp', value: '114' }],
          aliases: [{ name: 'Hizballah' }, { name: 'Hizbollah' }],
        },
      },
      { actors: { slug: 'israel', kind: 'STATE', name: 'Israel', identifiers: [{ scheme: 'ucdp', value: '121' }] } },
      { relationships: { type: 'BACKS', from: 'iran', to: 'hezbollah' } },
      { relationships: { type: 'FIGHTS', from: 'hezbollah', to: 'iran', derived: true } },
    ]);
  });

  it('makes the row of an entity once, before all ties, whatever its file and line', async () => {
    const yaml = `
constants: { table: mine }
rows:
  - { kind: relationships, fields: { key: { template: 'mine:{line}' }, type: LEADS, from: { template: '{a|slug}' }, to: { template: '{b|slug}' } } }
  - { kind: sources, fields: { key: { template: '{table}' }, title: Mine } }
`;
    const read = await imported(formatOf(yaml), 'a,b\nX,Y\nY,Z\n');
    expect(read.map((one) => ['row' in one && one.kind, one.line, one.file])).toEqual([
      ['sources', 2, 'table.csv'],
      ['relationships', 2, 'table.csv'],
      ['relationships', 3, 'table.csv'],
    ]);
  });

  it.each([
    ['rows: []', 'mapping.yaml, line 1: rows: expected at least one kind of row'],
    ['rows:\n  - kind: actor\n    fields: {}', 'mapping.yaml, line 2: rows[0].kind:'],
    [
      'rows:\n  - kind: places\n    fields:\n      slug: a\n      nmae: b',
      'line 5: rows[0].fields.nmae: there is no such field; expected one of slug, name,',
    ],
    ['rows:\n  - kind: sources\n    fields:\n      key: a', 'line 4: rows[0].fields: missing required field: title'],
    ['rows:\n  - kind: sources\n    fields:\n      key: a\n      title: { colum: b, template: c }', 'line 5: rows[0].fields.title'],
    [
      'rows:\n  - kind: sources\n    fields:\n      key: a\n      title: { template: "{b|slugg}" }',
      'rows[0].fields.title.template: there is no filter "slugg"',
    ],
    [
      'rows:\n  - kind: sources\n    fields: { key: a, title: b, reliability: Z }',
      'rows[0].fields.reliability: expected one of A, B, C, D, E, F; got "Z"',
    ],
    [
      'rows:\n  - kind: sources\n    fields: { key: a, title: b, publishedOn: { column: c, dates: [M/D] } }',
      'fields.publishedOn.dates: Expected a date format',
    ],
    ['delimiter: ";;"\nrows: []', 'mapping.yaml, line 1: delimiter: expected one character'],
    ['rows: [', 'mapping.yaml: '],
  ])('that is wrong is rejected with line and path: %#', (yaml, message) => {
    expect(() => formatOf(yaml)).toThrow(message);
  });

  it('that uses a column which the file lacks is rejected', async () => {
    await expect(rowsOf('rows: [{ kind: sources, fields: { key: { column: code }, title: x } }]', 'a,b\n1,2\n')).rejects.toThrow(
      'Expected table.csv to have the column code; its header has a, b.',
    );
  });
});

describe('a date', () => {
  it.each([
    ['M/D/YY', '2/18/10', '2010-02-18'],
    ['M/D/YY', '12/1/85', '1985-12-01'],
    ['DD.MM.YYYY', '18.02.2010', '2010-02-18'],
    ['YYYYMMDD', '20100218', '2010-02-18'],
    ['MM/YYYY', '02/2010', '2010-02'],
    ['DD.MM.YYYY', '00.02.2010', '2010-02'],
    ['D.M.YYYY', '2010-02-18', null],
  ])('in the format %s: %s is %s', (format, text, date) => expect(dateReader(format)(text)).toBe(date));

  it('with zeros for the month or day is a year or a month, and a time after the day is left out', () => {
    const read = ['2005-00-00', '2005-03-00', '2016-01-01 00:00:00.000', '2016-01-01', '2/18/10'].map(readIsoDate);
    expect(read).toEqual(['2005', '2005-03', '2016-01-01', '2016-01-01', null]);
  });

  it('that no format matches is passed on unchanged, to be rejected by the checks', async () => {
    const yaml = 'dates: [D.M.YYYY]\nrows: [{ kind: sources, fields: { key: a, title: b, publishedOn: { column: c } } }]';
    expect(await rowsOf(yaml, 'c\n31.12.1999\n2/18/10\n')).toEqual([
      { sources: { key: 'a', title: 'b', publishedOn: '1999-12-31' } },
      { sources: { key: 'a', title: 'b', publishedOn: '2/18/10' } },
    ]);
  });
});

describe('a slug', () => {
  it('is made from any name, and different names without Latin letters get different slugs', () => {
    const names = ['Ahrar al-Shām', 'حزب الله', 'حماس', '17', 'x'.repeat(200), `${'x'.repeat(199)}y`, 'Группа А', 'Group 1'];
    const slugs = names.map(slugFor);
    expect([slugs[0], slugs.at(-1)]).toEqual(['ahrar-al-sham', 'group-1']);
    expect(slugs.filter((slug) => !isSlug(slug))).toEqual([]);
    expect(new Set(slugs).size).toBe(names.length);
  });
});

describe('--inspect', () => {
  const proposed = async (csv: string | Uint8Array, name = 'table.csv') => proposeMapping(await sampleOf(inputOf(name, csv)));
  /** The mapping after a reader has chosen. */
  const chosen = (text: string, kind: string, type = 'RIVAL_OF') =>
    text.replaceAll('kind: CHOOSE', `kind: ${kind}`).replace('type: CHOOSE', `type: ${type}`);

  it('proposes a mapping for a table of relationships that works once the kinds are chosen', async () => {
    const csv = 'id;side_a;side_b;type;start\n1;Iran;Hezbollah;backs;2/18/10\n2;Israel;Hezbollah;fights;-9\n';
    const text = await proposed(csv, 'dir/My ties.csv.gz');
    expect(() => formatOf(text)).toThrow(/kind: expected one of STATE, .*; it is not chosen yet/);
    expect(await rowsOf(chosen(text, 'ORGANIZATION'), csv)).toEqual([
      { sources: { key: 'my-ties', title: 'My ties' } },
      ...['Iran', 'Hezbollah', 'Israel'].map((name) => ({ actors: { slug: name.toLowerCase(), kind: 'ORGANIZATION', name } })),
      expect.objectContaining({
        relationships: expect.objectContaining({ key: 'my-ties:1', type: 'BACKS', from: 'iran', to: 'hezbollah', start: '2010-02-18' }),
      }),
      expect.objectContaining({ relationships: expect.not.objectContaining({ start: expect.anything() }) }),
    ]);
  });

  it('proposes a mapping for a table of actors, also in Windows-1252, and for a table of places', async () => {
    const actors = Buffer.from('id,Name,kind,acronym\n7,Chaîne,Armed group,CH\n8,Rien,State,\n', 'latin1');
    expect(await rowsOf(await proposed(actors, 'a.csv'), actors)).toEqual([
      {
        actors: {
          slug: 'chaine',
          kind: 'ARMED_GROUP',
          name: 'Chaîne',
          identifiers: [{ scheme: 'a', value: '7' }],
          aliases: [{ name: 'CH' }],
        },
      },
      { actors: { slug: 'rien', kind: 'STATE', name: 'Rien', identifiers: [{ scheme: 'a', value: '8' }] } },
    ]);
    const places = 'place\tlat\tlon\nAleppo\t36.2\t37.16\n';
    expect(await rowsOf(chosen(await proposed(places, 'p.csv'), 'CITY'), places)).toEqual([
      { places: { slug: 'aleppo', kind: 'CITY', name: 'Aleppo', latitude: 36.2, longitude: 37.16 } },
    ]);
  });

  it.each([
    [
      'a reporter beside two sides',
      'when,party A,party B,source,toll\n2015-01-01,Alpha,Beta,Daily News,3\n2015-01-02,Alpha,Gamma,Daily News,1\n',
      'party A',
      'party B',
    ],
    [
      'numbered names beside numbered ids',
      'group1_id,group1_name,group2_id,group2_name\n1,Alpha,2,Beta\n2,Beta,3,Gamma\n',
      'group1_name',
      'group2_name',
    ],
    ['a source and a target and nothing else', 'source,target\nAlpha,Beta\n', 'source', 'target'],
  ])('finds who acts before who reports: %s', async (_, csv, from, to) => {
    const text = await proposed(csv);
    const { rows } = readMapping(text, 'm.yaml').mapping;
    expect(rows.filter(({ kind }) => kind === 'actors').map(({ fields }) => fields.name)).toEqual([{ column: from }, { column: to }]);
    expect(text).toContain('type: CHOOSE');
    expect(text).not.toMatch(/AFFILIATED_WITH\n/);
    if (csv.includes('Daily')) expect(text).toMatch(/attribution:\n +column: source\n/);
  });

  it('leaves alone a source that is not one side of a pair, and lists what it does not use', async () => {
    const text = await proposed('name,source,toll,empty\nAlpha,Daily News,3,\n');
    expect(readMapping(text, 'm.yaml').mapping.rows.map(({ kind }) => kind)).toEqual(['actors']);
    expect(text).toMatch(
      /# Not understood, and not used:\n# {3}source, such as “Daily News”\n# {3}toll, such as “3”\n# {3}empty \(no values\)\n$/,
    );
  });

  it('names dates that may be read in two ways, and leaves them open', async () => {
    const csv = 'a,b,since\nAlpha,Beta,01/02/2010\nGamma,Delta,03/04/2011\n';
    const text = await proposed(csv);
    expect(text).toContain('dates: [M/D/YYYY] or [D/M/YYYY]? The values of since fit both: “01/02/2010”.');
    expect(() => formatOf(chosen(text, 'STATE'))).toThrow('Expected a date format');
    const sure = await proposed(csv.replace('03/04', '13/04'));
    expect(readMapping(sure, 'm.yaml').mapping.dates).toEqual(['D/M/YYYY']);
    expect(readMapping(await proposed('a,b,since\nAlpha,Beta,05 January 2024\n'), 'm.yaml').mapping.dates).toBeUndefined();
  });

  it('proposes how many lines to skip before the header, and an encoding with its doubts', async () => {
    const text = await proposed('Some register, all deals\nData generated: 13 Mar 2025\na,b,since\nAlpha,Beta,2010\nAlpha,Gamma,2011\n');
    expect(readMapping(text, 'm.yaml').mapping).toMatchObject({ skip: 2 });
    const arabic = await proposed(Buffer.from([...Buffer.from('name,kind\n'), 0xc3, 0xcd, 0xe3, 0xcf, ...Buffer.from(',x\n')]));
    expect(readMapping(arabic, 'm.yaml').mapping.encoding).toBe('windows-1256');
    expect(arabic).toMatch(/“أحمد” in windows-1256, “ÃÍãÏ” in windows-1252.*: if windows-1256 is wrong, correct `encoding`/);
    const utf16 = await proposed(Buffer.from('\ufeffname,kind\r\nأحمد,x\r\n', 'utf16le'));
    expect(utf16).toContain('# Proposed mapping for the columns name, kind.');
    expect(readMapping(utf16, 'm.yaml').mapping.encoding).toBeUndefined();
  });
});
