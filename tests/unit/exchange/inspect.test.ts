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
    ['two columns of names in a language that it does not know', 'Év;Adó;Kapó\n2010;A-Land;B-Land\n', ['actors CHOOSE {}']],
    ['a matrix', ',Alpha,Beta\nAlpha,0,1\nBeta,1,0\n', ['actors CHOOSE {}']],
    [
      'lists of JSON with an id of the record',
      '{"id":1,"who":{"name":"Alpha"},"whom":["Beta"]}\n{"id":2,"who":{"name":"Alpha"},"whom":[]}\n',
      ['actors who.name {}'],
    ],
  ])('%s', async (_, table, rows) => {
    expect(await rowsOf(table)).toEqual(rows);
  });

  it('an identifier of an incident is not one of the place where it was', async () => {
    const place = (id: string, name: string) => JSON.stringify({ incident: { id }, location: { name, geo: { lat: 1, lon: 2 } } });
    expect(await rowsOf([place('1', 'Ras'), place('2', 'Kafr')].join('\n'))).toEqual([
      'places location.name {"latitude":{"column":"location.geo.lat"},"longitude":{"column":"location.geo.lon"}}',
    ]);
    const recurring = [place('1', 'Ras'), place('2', 'Ras')].join('\n');
    expect(await rowsOf(recurring)).toEqual(['actors location.name {}']);
    expect(await proposed(recurring)).toContain('# “Ras” stands in several records, which become one entity.');
  });

  it.each<[string, string, string[]]>([
    [
      'a list of members',
      'treaty_id,treaty_name,members,year\n1,Pact,FR;LB,1951\n2,Accord,SA,1952\n',
      ['actors party {}', 'events members {"start":{"column":"year"}}'],
    ],
    [
      'three columns of signatories, which are no pair',
      'agreement,date,signatory_1,signatory_2,signatory_3\nAccord,1999-05-12,Al,Be,\nPact,2001-03-04,Al,Be,Ga\n',
      ['actors party {}', 'events signatory_1, signatory_2, signatory_3 {"start":{"column":"date"}}'],
    ],
    [
      'objects of JSON with names',
      '{"id":1,"day":"2020-01-02","parties":[{"name":"Al"},{"name":"Be"}]}\n{"id":2,"day":"2020-01-03","parties":[]}\n',
      ['actors party.name {}', 'events party.name {"start":{"column":"day"}}'],
    ],
    [
      'who holds which place',
      'month,town,controlled_by\n2015-01,Ras,Army\n2015-02,Ras,Army\n',
      [
        'places town {}',
        'actors controlled_by {}',
        'relationships controlled_by, town {"attestedFrom":{"column":"month"},"attestedUntil":{"column":"month"}}',
      ],
    ],
    [
      'Arabic names of columns',
      'التاريخ,المهاجم,الهدف,المصدر\n2015-01-02,ألفا,بيتا,صحيفة\n',
      [
        'actors المهاجم {}',
        'actors الهدف {}',
        'relationships المهاجم, الهدف {"attestedFrom":{"column":"التاريخ"},"attestedUntil":{"column":"التاريخ"}}',
      ],
    ],
    [
      'names of columns with accents in any case',
      'ANNÉE;Fournisseur;Bénéficiaire\n2010;A-Land;B-Land\n',
      [
        'actors Fournisseur {}',
        'actors Bénéficiaire {}',
        'relationships Fournisseur, Bénéficiaire {"attestedFrom":{"column":"ANNÉE"},"attestedUntil":{"column":"ANNÉE"}}',
      ],
    ],
    [
      'year, month and day of pairs, which attest and begin nothing',
      'year,month,day,attacker,target\n2010,3,4,Al,Be\n',
      [
        'actors attacker {}',
        'actors target {}',
        `relationships attacker, target ${JSON.stringify({ attestedFrom: date('year', 'month', 'day'), attestedUntil: date('year', 'month', 'day') })}`,
      ],
    ],
    [
      'one record of JSON Lines',
      '{"id":"1","day":"2020-01-02","parties":[{"name":"Al"},{"name":"Be"}]}\n',
      ['actors party.name {}', 'events party.name {"start":{"column":"day"}}'],
    ],
    ['columns of months, which are no sides', 'town,2015-01,2015-02,2015-03\nRas,Al,Al,Be\n', ['actors CHOOSE {}']],
  ])('%s', async (_, table, rows) => {
    expect(await rowsOf(table)).toEqual(rows);
  });

  it.each<[string, string, string]>([
    [
      'a code among years',
      'a,b,since\nAl,Be,2010\nAl,Ga,2011\nAl,De,88\n',
      '“88” in since is no year, and rejected. If it is a code for none: { column: since, values: { "88": null } }.',
    ],
    [
      'years of another calendar',
      'name,founded\nAl,1434/05/02\nBe,2012-03-04\n',
      'Of the Islamic or the Iranian calendar? Then convert them.',
    ],
    [
      'dates in a column that it does not use',
      'name,listed_on\nAl,03/04/2012\n',
      'dates: [M/D/YYYY] or [D/M/YYYY]? The values of listed_on fit both: “03/04/2012”.',
    ],
    [
      'a list without a pair',
      'name,area,backers\nAl,North,Be;Ga\n',
      '“Be;Ga” in backers may be several names. If it is, make a row of each with `each`: { column: backers, split: ";", as: one }.',
    ],
    [
      'a list of objects',
      '{"name":"Al","backers":[{"name":"Be"}]}\n{"name":"Ga","backers":[]}\n',
      'with `each`: { column: backers, as: one }; its name is {one.name}.',
    ],
    [
      'what else members may mean',
      'treaty,members\nPact,FR;LB\n',
      'map relationships instead, with each: { column: members, split: ";", as: [a, b], pairs: true }.',
    ],
    [
      'the state of a deal',
      'supplier,recipient,Status\nAl,Be,done\nAl,Ga,cancelled\nAl,De,done\n',
      'Status may say that a record is not so, or not yet. Leave such records out: when: { column: Status, is: […] }.',
    ],
    [
      'columns of months',
      'town,2015-01,2015-02,2015-03\nRas,Al,Al,Be\n',
      'each: { column: ["2015-01", "2015-02", "2015-03"], as: value, columnAs: when }.',
    ],
    ['the next record of a place', 'month,town,controlled_by\n2015-01,Ras,Army\n', 'endsAtNext: [town] beside `fields`.'],
    [
      'a column without a name',
      ',Al,Be\nAl,,ally\nBe,ally,\n',
      'A column has values and no name, and cannot be used. Name all columns: header: [column1, Al, Be], skip: 1.',
    ],
    [
      'a number that may be another',
      'name,size\nAl,"1,200"\n',
      '“1,200” in size may be 1200 or 1.2. If it is 1200: numbers: { thousands: ",", decimal: "." }; else: numbers: { decimal: "," }.',
    ],
    [
      'numbers written in two ways',
      'name,size,share\nAl,"1,5",2.5\n',
      'Numbers are written in two ways: “1,5” in size, “2.5” in share. Say `numbers` for each field.',
    ],
    [
      'the words of a column that it does not use',
      'supplier,recipient,stage\nAl,Be,New\nAl,Ga,Old\nAl,De,New\n',
      '#   stage, which is “New”, “Old”',
    ],
  ])('%s is named', async (_, table, note) => {
    expect(await proposed(table)).toContain(note);
  });

  it.each<[string, string, object]>([
    ['decimal commas', 'name;size\nAl;1.200\nBe;3,5\n', { numbers: { thousands: '.', decimal: ',' } }],
    ['commas between thousands', 'name,size\nAl,"1,200"\nBe,3.5\n', { numbers: { thousands: ',', decimal: '.' } }],
    ['a title and blank rows of a spreadsheet', 'Deals;;\n;;\nname;founded;note\nAl;2010;x\nBe;2011;y\n', { skip: 2 }],
    ['a header of two rows', 'a;b;Time;\n;;since;until\nAl;Be;2010;2012\nAl;Ga;2010;2012\n', { headerRows: 2 }],
  ])('%s are found', async (_, table, settings) => {
    expect(readMapping(await proposed(table), 'm.yaml').mapping).toMatchObject(settings);
  });

  it('where a column has a few words, “none” may be one of them', async () => {
    const table = (last: string) => `town,status\nRas,full\nKafr,full\nDeir,contested\nAin,none\n${last}`;
    expect(readMapping(await proposed(table('')), 'm.yaml').mapping.nulls).toBeUndefined();
    expect(readMapping(await proposed(table('none,full\n')), 'm.yaml').mapping.nulls).toEqual(['none']);
  });

  it('coordinates of three digits and decimals of a program are no thousands', async () => {
    expect(await proposed('name,latitude,longitude\nAl,35.123,38.456\n')).not.toContain('may be');
    expect(await proposed('name,size\nAl,1.0\nBe,1.234\n')).not.toContain('may be');
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
      '“Be; Ga” in side_b may be several names. If it is, make a row of each with `each`: { column: side_b, split: ";", as: one }.',
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

describe('text that an earlier program has read in the wrong encoding', () => {
  it('is named by its column, with what it was', async () => {
    const note = /^# b: 2 characters of UTF-8 seem to have been read as Windows-1252 by an earlier program: .*Ã˜yvind.* for .*Øyvind/m;
    expect(await proposed('a,b,since\nAlpha,Ã˜yvind,2010\nBeta,JosÃ© Aznar,2011\n')).toMatch(note);
    expect(await proposed('a,b,since\nAlpha,Øyvind,2010\nBeta,José Aznar,2011\n')).not.toContain('Windows-1252');
  });
});
