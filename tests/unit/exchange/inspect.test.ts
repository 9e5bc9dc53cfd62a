import { describe, expect, it } from 'vitest';
import { csvFormat } from '../../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../../src/exchange/import/csv/mapping.ts';
import { proposeMapping } from '../../../src/exchange/import/csv/propose.ts';
import { sampleOf } from '../../../src/exchange/import/csv/sample.ts';
import { imported, inputOf } from '../../support/import/inputs.ts';
import { workbook } from '../../support/import/workbook.ts';

const proposed = async (table: string | Uint8Array, name = 'in.csv') => proposeMapping(await sampleOf(inputOf(name, table)));
/** The rows that a mapping proposes: each kind with its name, ends or sides, and its dates. */
async function rowsOf(table: string | Uint8Array, name?: string): Promise<string[]> {
  const { rows } = readMapping(await proposed(table, name), 'm.yaml').mapping;
  return rows.flatMap(({ kind, fields }) => {
    if (kind === 'sources') return [];
    const { name: named, slug, type, from, to, participants, key, evidence, title, kind: _, ...rest } = fields as Record<string, unknown>;
    const columns = JSON.stringify(kind === 'relationships' ? [from, to] : kind === 'events' ? participants : named);
    return `${kind} ${[...columns.matchAll(/"(?:column|template)":"\{?([^"|}]+)/g)].map(([, column]) => column).join(', ')} ${JSON.stringify(rest)}`;
  });
}

const date = (year: string, month: string, day: string) => ({ date: { year, month, day } });

describe('what may be a month or two years', () => {
  const proposed = async (...values: string[]): Promise<string> => {
    const rows = values.map((value, at) => `Alpha ${at},Beta ${at},${value}\n`).join('');
    return proposeMapping(await sampleOf(inputOf('in.csv', `a,b,since\n${rows}`)), []);
  };

  it.each([
    [['2010-11', '2011-12'], '“2010-11” in since is read as a month. If it is the years 2010 to 2011, write 2010/2011.'],
    [['2010/11', '2011/12'], '“2010/11” in since may be a month or the years 2010 to 2011, and is rejected: write 2010-11, or 2010/2011.'],
    [['1999/00'], '“1999/00” in since seems to be the years 1999 to 2000, and is rejected: write 1999/2000.'],
  ])('%j is named', async (values, note) => {
    expect(await proposed(...values)).toContain(`# ${note}\n`);
  });

  it.each([[['2010-11', '2011-03']], [['2015-03']], [['11.2010', '12.2010']], [['2010-11-12']]])(
    '%j can only be months or days',
    async (values) => {
      expect(await proposed(...values)).not.toMatch(/month or the years|read as a month/);
    },
  );

  it.each([
    ['1/2/2011', '[M/D/YYYY] or [D/M/YYYY]'],
    ['03-04-2011', '[D-M-YYYY] or [M-D-YYYY]'],
  ])('%s is asked for', async (value, choice) => {
    expect(await proposed(value)).toContain(`dates: ${choice}?`);
  });
});

it('--inspect takes the words of the source from the column that has them', async () => {
  const table = 'from,to,relation,quote\nQatar,Hamas,BACKS,"Qatar funds Hamas, a diplomat says."\nQatar,Turkey,ALLIED_WITH,\n';
  const text = await proposed(table);
  expect(text).not.toContain('Not understood');
  const items = await imported(csvFormat(readMapping(text.replaceAll('kind: CHOOSE', 'kind: STATE'), 'm.yaml')), table);
  expect(JSON.stringify(items).match(/"quote":"[^"]+"/g)).toEqual([
    '"quote":"Qatar funds Hamas, a diplomat says."',
    '"quote":"Qatar, Turkey"',
  ]);
});

describe('--inspect of a table that nobody described says nothing that it cannot know', () => {
  it.each<[string, string, string[]]>([
    [
      'attacks, with the date in three columns and coordinates of each',
      'eventid,iyear,imonth,iday,country_txt,city,latitude,longitude,gname,target1,nkill\n1,1970,7,2,Testland,Ville,18.4,-69.9,Alpha,A person,1\n2,1970,0,0,Testland,Ville,18.4,-69.9,Alpha,Other,.\n',
      ['actors gname {}', 'actors target1 {}', `events gname, target1 ${JSON.stringify({ start: date('iyear', 'imonth', 'iday') })}`],
    ],
    [
      'states by year: a year in a row is not when a state began',
      'country_name,country_text_id,country_id,year,index\nTestland,TST,3,1789,0.02\nTestland,TST,3,1790,0.03\n',
      ['actors country_name {}'],
    ],
    [
      'groups from a year to a year, whose columns are no names',
      'gwid,statename,from,to,group,groupid,status\n2,Testland,1946,1965,Alphas,1000,MONOPOLY\n2,Testland,1946,1965,Betas,2000,DISCRIMINATED\n',
      ['actors group {"activeFrom":{"column":"from"},"activeTo":{"column":"to"}}'],
    ],
    [
      'alliances of pairs, with codes beside names and dates in parts',
      'ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,dyad_end_month,dyad_end_year,defense\n200,Kingdom A,235,Land B,1,1,1816,,,,1\n',
      [
        'actors state_name1 {}',
        'actors state_name2 {}',
        `relationships state_name1, state_name2 ${JSON.stringify({ start: date('dyad_st_year', 'dyad_st_month', 'dyad_st_day'), end: date('dyad_end_year', 'dyad_end_month', 'dyad_end_day') })}`,
      ],
    ],
    [
      'disputes of pairs, with abbreviations and two years',
      'disno,statea,stateb,namea,nameb,strtday,strtmnth,strtyr,year,endday,endmnth,endyear\n2,2,200,USA,UKG,7,5,1902,1902,24,1,1903\n',
      [
        'actors namea {}',
        'actors nameb {}',
        `relationships namea, nameb ${JSON.stringify({ start: date('strtyr', 'strtmnth', 'strtday'), end: { column: 'endyear' } })}`,
      ],
    ],
    [
      'news: who reports is not who acts',
      'date,source,title,actor,target,place\n2024-01-02,Daily News,Clash,Alpha,Beta,Ville\n',
      [
        'actors actor {}',
        'actors target {}',
        'relationships actor, target {"attestedFrom":{"column":"date"},"attestedUntil":{"column":"date"}}',
      ],
    ],
    [
      'news with a source and a target alone: nobody is paired with a newspaper',
      'date,source,target,headline\n2024-01-02,Daily News,Beta,Clash\n',
      ['actors CHOOSE {}'],
    ],
    [
      'pairs by year, which attests them and begins nothing',
      'group1_name,group2_name,group1_id,group2_id,year\nAlpha,Beta,1,2,2010\n',
      [
        'actors group1_name {}',
        'actors group2_name {}',
        'relationships group1_name, group2_name {"attestedFrom":{"column":"year"},"attestedUntil":{"column":"year"}}',
      ],
    ],
    ['people, employers and dates', 'person,employer,from,to\nAnna Test,Ministry of X,2010,2014\n', ['actors CHOOSE {}']],
    ['two columns of names in another language', 'Jahr;Geber;Empfänger\n2010;A-Land;B-Land\n', ['actors CHOOSE {}']],
    ['a matrix', ',Alpha,Beta\nAlpha,0,1\nBeta,1,0\n', ['actors CHOOSE {}']],
    [
      'lists of JSON with an id of the record',
      '{"id":1,"who":{"name":"Alpha"},"whom":["Beta"]}\n{"id":2,"who":{"name":"Alpha"},"whom":[]}\n',
      ['actors who.name {}'],
    ],
  ])('%s', async (_, table, rows) => {
    expect(await rowsOf(table)).toEqual(rows);
  });

  it('an event of which one side is not known has a title nevertheless', async () => {
    const table = 'eventid,startdate,actor1,target1\n1,01-Jan-90,Students,\n2,02-Jan-90,,Government\n3,03-Jan-90,Students,Police\n';
    const text = (await proposed(table)).replace(/(kind: events\n[\s\S]*?kind: )CHOOSE/, '$1OTHER').replaceAll('CHOOSE', 'POPULATION');
    const items = await imported(csvFormat(readMapping(text, 'm.yaml')), table);
    const titles = items.flatMap((item) => ('row' in item && item.kind === 'events' ? [`${item.row.title}, ${item.row.start}`] : []));
    expect(titles).toEqual(['Students, 1990-01-01', 'Government, 1990-01-02', 'Students – Police, 1990-01-03']);
  });

  it('is refused until the column of names is chosen, and lists which it may be', async () => {
    const text = await proposed('person,employer,role\nAnna Test,Ministry of X,Minister\n');
    expect(text).toContain('#   the column that has the names: it may be person, employer, role.');
    expect(() => csvFormat(readMapping(text, 'm.yaml'))).toThrow('CHOOSE');
    expect(await proposed('x,y\n1,2\n')).toContain('no column looks as if it had names');
  });

  it('says that the first line may be a record, and that there are none', async () => {
    expect(await proposed('Alpha,Beta,2010\nGamma,Delta,2011\n')).toContain('If it is one, name them: header: [column1, column2, column3]');
    expect(await proposed('name,founded\nAlpha,2010\n')).not.toContain('header: [');
    const empty = await proposed('a,b,since\n');
    expect(empty).toContain('for the columns a, b, since.');
    expect(empty).toContain('# The table has no records: what its columns hold cannot be seen.');
  });

  it('one table has one order of day and month: what one column says holds for the others', async () => {
    const text = await proposed('a,b,start,end\nAl,Be,01/02/2010,25/03/2011\n');
    expect(readMapping(text, 'm.yaml').mapping.dates).toEqual(['D/M/YYYY']);
    expect(text).toContain('“01/02/2010” in start is read as D/M/YYYY, as in another column; it fits M/D/YYYY and D/M/YYYY.');
  });

  it('values that may be lists of names are pointed out', async () => {
    expect(await proposed('side_a,side_b\nAl,"Be; Ga"\n')).toContain(
      '“Be; Ga” in side_b may be several names. If it is, make a row of each with `each`.',
    );
    expect(await proposed('side_a,side_b\nAl,Be\n')).not.toContain('several names');
  });

  it('finds the header of a table with texts over many lines, and that of a workbook', async () => {
    const long = `"one\n\n${'more, and more\n'.repeat(8)}end"`;
    const table = `name,founded,note\nAlpha,2010,${long}\nBeta,2011,${long}\n`;
    expect(readMapping(await proposed(table), 'm.yaml').mapping).toMatchObject({ rows: [{ fields: { name: { column: 'name' } } }] });
    expect(readMapping(await proposed(table), 'm.yaml').mapping.skip).toBeUndefined();
    const sheets = {
      Notes: [['Read me']],
      Groups: [['All groups'], ['as of', '2024'], ['name', 'founded', 'note'], ['Alpha', 2010, 'x'], ['Beta', 2011, 'y']],
    };
    expect(readMapping(await proposed(workbook(sheets), 'in.xlsx'), 'm.yaml').mapping).toMatchObject({ sheet: 'Groups', skip: 2 });
  });
});
