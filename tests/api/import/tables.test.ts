import { describe, expect, it } from 'vitest';
import { csvFormat } from '../../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../../src/exchange/import/csv/mapping.ts';
import type { ImportReport } from '../../../src/exchange/import/run.ts';
import { slugFor } from '../../../src/exchange/import/slug.ts';
import { entityId } from '../../../src/store/mintId.ts';
import { write } from '../../../src/write/write.ts';
import { inputOf } from '../../support/import/inputs.ts';
import { SIDES } from '../../support/import/mapping.ts';
import { runImport } from '../../support/import/runImport.ts';
import { entity, event, evidence, ties } from '../../support/write/stored.ts';
import { describeEachStore, NOW } from '../../support/write/stores.ts';

const tie = (fields: string) => `
  - kind: relationships
    fields: { type: RIVAL_OF, from: { template: '{a|slug}' }, to: { template: '{b|slug}' }, ${fields} }`;
const SINCE = `rows:${SIDES}${tie('start: { column: since }')}\n`;
const NAMED = `rows:
  - kind: actors
    fields: { slug: { template: '{name|slug}' }, kind: ARMED_GROUP, name: { column: name }, identifiers: [{ scheme: mmp, value: { template: '{id|number}' } }] }
`;
const PARTIES = `
rows:
  - kind: actors
    fields: { slug: { template: '{a|slug}' }, kind: ARMED_GROUP, name: { column: a } }
  - kind: events
    when: { column: allies }
    fields: { key: 'k:{line}', kind: OTHER, title: 'Talks', start: '2010', participants: [{ actor: { column: allies, split: '; ' }, role: PARTY }] }
`.replace("'k:{line}'", "{ template: 'k:{line}' }");

/** What tables of this field do, each with the value that is right. */
describe('what tables do', () => {
  describeEachStore((store) => {
    const run = (mapping: string, table: string | Uint8Array): Promise<ImportReport> =>
      runImport(store(), csvFormat(readMapping(mapping, 'm.yaml')), [inputOf('in.csv', table)], { now: () => NOW });
    const spans = async () => (await ties(store())).map(({ start, end, ongoing }) => [start, end, ongoing]).sort();
    const warningsOf = ({ warnings }: ImportReport) => warnings.map(({ code, count }) => [code, count]);

    describe('references by name', () => {
      const TIE = `rows:
  - kind: relationships
    fields: { type: BACKS, from: { column: a }, to: { column: b }, against: [{ column: c }], start: '2010' }
  - kind: events
    fields: { key: k, kind: OTHER, title: Talks, start: '2010', place: { column: place }, participants: [{ actor: { column: a }, role: PARTY }] }
`;
      const actor = (slug: string, name: string, ...aliases: object[]) => ({ slug, kind: 'ARMED_GROUP', name, aliases });
      const fill = () =>
        write(
          store(),
          {
            actors: [
              actor('hezbollah', 'Hezbollah', { name: 'Hizballah' }, { name: 'The Party', kind: 'WEAK' }),
              actor('iran', 'Iran'),
              actor('northern-front', 'Front'),
              actor('southern-front', 'Southern Front', { name: 'Front' }),
            ],
            places: [{ slug: 'iran-country', kind: 'COUNTRY', name: 'Iran' }],
          },
          { key: 'named', by: 'a test', at: NOW, action: 'UPDATED', summary: 'Names' },
        );

      it('are found in the graph by name or alias, an actor or a place as the field needs, and reported', async () => {
        await fill();
        const report = await run(TIE, 'a,b,c,place\nIRAN,“Hizballah”,hezbollah,Iran\n');
        expect(report).toMatchObject({ created: 2, rejected: 0 });
        expect(warningsOf(report)).toEqual([['names-joined', 3]]);
        expect((await ties(store())).map(({ from, to }) => [from, to])).toEqual([[entityId('iran'), entityId('hezbollah')]]);
        expect(await event(store(), 'k')).toMatchObject({ participants: ['PARTY iran -'], happenedIn: ['iran-country'] });
      });

      it('that several have are rejected with the candidates; so are weak aliases and what nobody is called', async () => {
        await fill();
        const { problems } = await run(TIE.split('  - kind: events')[0]!, 'a,b,c\nIran,Front,\nIran,The Party,\nIran,Nobody at all,\n');
        const messages = problems
          .flatMap(({ field, examples }) => examples.map(({ line, message }) => `${line} ${field}: ${message}`))
          .sort();
        expect(messages).toEqual([
          expect.stringMatching(/^2 to: Expected a reference to one entity; "Front" may be northern-front or southern-front\./),
          expect.stringMatching(/^3 to: Expected .*; found none for "The Party"/),
          expect.stringMatching(/^4 to: Expected .*; found none for "Nobody at all"/),
        ]);
      });
    });

    describe('bytes', () => {
      const UTF_16 = Buffer.from('\ufeffa,b,since\nألفا,Beta,2010\n', 'utf16le');
      it.each([
        ['little-endian', UTF_16],
        ['big-endian', Buffer.from(UTF_16).swap16()],
        ['without a mark', UTF_16.subarray(2)],
      ])('UTF-16, %s, is read', async (_, bytes) => {
        expect(await run(SINCE, bytes)).toMatchObject({ created: 3, rejected: 0 });
        expect((await ties(store())).map(({ start }) => start)).toEqual(['2010']);
      });

      it('Windows-1256 is read where it is named, and asked for by what it would read', async () => {
        const bytes = Buffer.from([...Buffer.from('a,b,since\n'), 0xc3, 0xcd, 0xe3, 0xcf, ...Buffer.from(',Beta,2010\n')]);
        await expect(run(SINCE, bytes)).rejects.toThrow(
          /line 2 is not\. It has “أحمد” in windows-1256, .*“ÃÍãÏ” in windows-1252.* --encoding windows-1256\./,
        );
        await run(`encoding: windows-1256\n${SINCE}`, bytes);
        expect((await entity(store(), slugFor('أحمد')))?.name).toBe('أحمد');
      });

      it('control characters of a wrong conversion are mended and counted', async () => {
        const report = await run(SINCE, 'a,b,since\nCommunist Party\u0096New Army,Kata\u0092ib,2010\n');
        expect(warningsOf(report)).toEqual([['control-characters', 2]]);
        expect(report.warnings[0]!.examples[0]).toMatchObject({
          line: 2,
          message: expect.stringContaining('Communist Party–New Army,Kata’ib'),
        });
        expect((await entity(store(), 'kataib'))?.name).toBe('Kata’ib');
        expect((await entity(store(), 'communist-party-new-army'))?.name).toBe('Communist Party–New Army');
      });

      it.each([
        ['blank names of columns', 'a,b,since,,\nAlpha,Beta,2010,,\n'],
        ['two columns of a name that is not used', 'x,a,x,b,since\n1,Alpha,2,Beta,2010\n'],
        ['names in another case', 'A,B,Since\nAlpha,Beta,2010\n'],
        ['lines before the header', 'Some register, all deals\nData generated: 13 Mar 2025\na,b,since\nAlpha,Beta,2010\n'],
        ['comments', '# a register\n# of deals\na,b,since\n# the first\nAlpha,Beta,2010\n#, more\n'],
        ['`sep=;`', 'sep=;\r\na;b;since\r\nAlpha;Beta;2010\r\n'],
        ['another delimiter than the mapping says', 'a;b;since\nAlpha;Beta;2010\n'],
        ['a line of hashtags below the header', 'a,b,since\n#group,#group+b,#date\nAlpha,Beta,2010\n'],
        ['more delimiters than columns', 'a,b,since\nAlpha,Beta,2010,,\n'],
      ])('%s are no reason to refuse', async (_, table) => {
        expect(await run(SINCE, table)).toMatchObject({ created: 3, rejected: 0 });
        expect(await spans()).toEqual([['2010', null, null]]);
      });

      it('a column that is used must be one, and lines that were left out are reported', async () => {
        await expect(run(SINCE, 'a,b,since,a\nAlpha,Beta,2010,Gamma\n')).rejects.toThrow('"a" occurs twice');
        const report = await run(SINCE, 'A register\na,b,since\nAlpha,Beta,2010\n');
        expect(report.warnings.map(({ code, examples }) => [code, examples[0]!.message])).toEqual([
          ['lines-before-header', 'Line 2 has the columns; one line before it left out.'],
        ]);
        expect(await run(`skip: 1\n${SINCE}`, 'A register\na,b,since\nAlpha,Beta,2010\n')).toMatchObject({ warnings: [] });
      });

      const TAB = [
        'a\tb\ttext\tsince',
        'Alpha\tBeta\tok\t2010',
        'Alpha\tGamma\t"open\t2011',
        'Delta\tBeta\tok\t2012',
        'Eta\tTheta\tclose"\t2013',
        '',
      ];
      it('quotes are letters in a file with tabs, unless the mapping says otherwise', async () => {
        const report = await run(SINCE, TAB.join('\n'));
        expect(report).toMatchObject({ rejected: 0 });
        expect((await spans()).map(([start]) => start)).toEqual(['2010', '2011', '2012', '2013']);
        expect(await run(`quotes: true\n${SINCE}`, 'a\tb\tsince\n"Alpha ""one"""\tBeta\t2010\n')).toMatchObject({ rejected: 0 });
        expect((await entity(store(), 'alpha-one'))?.name).toBe('Alpha "one"');
      });

      it('a line end in quotes is read and reported; a quote that is never closed says where and what to do', async () => {
        const table = 'a,b,since,note\nAlpha,Beta,2010,"open\nGamma,Delta,2011,close"\n';
        const report = await run(SINCE, table);
        expect(report).toMatchObject({ created: 3, rejected: 0 });
        expect(warningsOf(report)).toEqual([['line-break-in-value', 1]]);
        expect(report.warnings[0]!.examples[0]).toMatchObject({ line: 2, message: expect.stringContaining('quotes: false') });
        expect(await run(`quotes: false\n${SINCE}`, table)).toMatchObject({ rejected: 0, created: 3 });
        await expect(run(SINCE, 'a,b,since\nAlpha,Beta,2010\nGamma,"Delta,2011\n')).rejects.toThrow(
          /line \d: a quote .* is not closed.*quotes: false/,
        );
      });
    });

    describe('dates', () => {
      it.each([
        ['01-January-2015', ['2015-01-01', null]],
        ['16 May 2025', ['2025-05-16', null]],
        ['Mar 2011', ['2011-03', null]],
        ['05 January 2024 10:00', ['2024-01-05', null]],
        ['1er août 2012', ['2012-08-01', null]],
        ['5 كانون الثاني 2015', ['2015-01-05', null]],
        ['2011?', ['2011?', null]],
        ['2011~', ['2011~', null]],
        ['c. 2011', ['2011~', null]],
        ['2011/2013', ['2011', '2013']],
        ['2011-05/2013-06-07', ['2011-05', '2013-06-07']],
        ['../2013', [null, '2013']],
        ['2010–2014', ['2010', '2014']],
        ['1981-82', ['1981', '1982']],
        ['May 2010 to Mar 2011', ['2010-05', '2011-03']],
        ['2011-XX-XX', ['2011', null]],
        ['201X', ['[2010-01-01..2019-12-31]', null]],
        ['2011-99-99', ['2011', null]],
        ['2011.0', ['2011', null]],
      ])('%s', async (text, [start, end]) => {
        expect(await run(SINCE, `a,b,since\nAlpha,Beta,${text}\n`)).toMatchObject({ rejected: 0 });
        expect(await spans()).toEqual([[start, end, null]]);
      });

      it('that goes on is ongoing, and what is no date is rejected with column, line and value', async () => {
        const report = await run(SINCE, 'a,b,since\nAlpha,Beta,1989–present\nAlpha,Gamma,2011/12\nAlpha,Delta,13/14/2011\n');
        expect(await spans()).toEqual([['1989', null, true]]);
        expect(
          report.problems.map(({ code, examples }) => [code, examples.map(({ line, column, value }) => [line, column, value])]),
        ).toEqual([
          [
            'BAD_DATE',
            [
              [3, 'since', '2011/12'],
              [4, 'since', '13/14/2011'],
            ],
          ],
        ]);
      });

      it('with two digits for the year does not lie in the future, unless the mapping allows it', async () => {
        const table = 'a,b,since\nAlpha,Beta,1/1/68\nAlpha,Gamma,9/11/46\nAlpha,Delta,2/18/10\n';
        await run(`dates: [M/D/YY]\n${SINCE}`, table);
        expect((await spans()).map(([start]) => start)).toEqual(['1946-09-11', '1968-01-01', '2010-02-18']);
        const format = csvFormat(readMapping(`dates: [M/D/YY]\nlatestYear: 2050\n${SINCE}`, 'm.yaml'));
        const rows = [];
        for await (const item of format.read([inputOf('in.csv', table)]))
          if ('row' in item && item.kind === 'relationships') rows.push(item.row.start);
        expect(rows).toEqual(['1968-01-01', '2046-09-11', '2010-02-18']);
      });

      const MID = (start: string, end: string, nulls: string) => `
dates: [YYYY-M-D]
nulls: [${nulls}]
rows:
  - kind: actors
    fields: { slug: { template: "cow-{stabb|slug}" }, kind: STATE, name: { column: stabb }, identifiers: [{ scheme: cow, value: { template: "{ccode|number}" } }] }
  - kind: events
    fields:
      key: { template: "cow-mid:{dispnum}" }
      kind: OTHER
      title: { template: "Militarized dispute {dispnum}" }
      start: ${start}
      end: ${end}
      participants: [{ actor: { template: "cow:{ccode|number}" }, role: { column: sidea, values: { "1": INITIATOR, "0": TARGET } } }]
`;
      const DISPUTES =
        'dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea\n2,AAA,901,-9,7,1902,24,1,1903,0\n2,BBB,902,-9,7,1902,24,1,1903,1\n3,AAA,901,99,0,1910,,,-9,1\n';
      it.each([
        ['a template, with a null', '{ template: "{styear}-{stmon}-{stday}" }', '{ template: "{endyear}-{endmon}-{endday}" }', '"-9"'],
        ['a template, without one', '{ template: "{styear}-{stmon}-{stday}" }', '{ template: "{endyear}-{endmon}-{endday}" }', ''],
        ['columns', '{ date: { year: styear, month: stmon, day: stday } }', '{ date: { year: endyear, month: endmon, day: endday } }', ''],
      ])('in columns of year, month and day becomes what is known of it: %s', async (_, start, end, nulls) => {
        expect(await run(MID(start, end, nulls), DISPUTES)).toMatchObject({ rejected: 0, problems: [] });
        expect(await event(store(), 'cow-mid:2')).toMatchObject({ start: '1902-07', end: '1903-01-24' });
        expect(await event(store(), 'cow-mid:3')).toMatchObject({ start: '1910', end: null });
      });

      it('of ACLED, with the name of a month', async () => {
        const mapping = `rows:${SIDES.replaceAll('{a', '{actor1').replaceAll('column: a', 'column: actor1').replaceAll('{b', '{actor2').replaceAll('column: b', 'column: actor2')}
  - kind: events
    fields: { key: { template: 'acled:{event_id_cnty}' }, kind: BATTLE, title: x, start: { column: event_date }, participants: [{ actor: { template: '{actor1|slug}' }, role: SIDE_A }] }`;
        await run(mapping, 'event_id_cnty,event_date,actor1,actor2\nSYR1,05 January 2024,Alpha Forces,Beta Front\n');
        expect(await event(store(), 'acled:SYR1')).toMatchObject({ start: '2024-01-05' });
      });
    });

    describe('joins', () => {
      it('names that make one slug are one actor, which is reported', async () => {
        const report = await run(NAMED, 'id,name\n,Ahrar al-Sham\n,Ahrar Al-Shām\n');
        expect(report).toMatchObject({ created: 1, updated: 1 });
        expect(report.warnings.map(({ code, examples }) => [code, examples[0]!.line, examples[0]!.message])).toEqual([
          ['names-joined', 3, '“Ahrar al-Sham” (line 2), “Ahrar Al-Shām” (line 3) become one, by the slug ahrar-al-sham.'],
        ]);
      });

      it('an identifier of several names belongs to none of them, and references to it are ambiguous', async () => {
        const report = await run(NAMED, 'id,name\n-99,Alpha\n-99,Beta\n-99,Gamma\n7,Delta\n');
        expect(report).toMatchObject({ created: 4, updated: 0, rejected: 0 });
        expect(warningsOf(report)).toEqual([['identifier-shared', 1]]);
        expect(report.warnings[0]!.examples[0]!.message).toContain(
          'mmp:-99 is the identifier of “Alpha” (line 2), “Beta” (line 3), “Gamma” (line 4)',
        );
        expect(await Promise.all(['alpha', 'delta'].map(async (slug) => (await entity(store(), slug))?.identifiers))).toEqual([
          [],
          ['mmp:7'],
        ]);
      });

      it('spellings of a name with one identifier are one actor, and with `joinBy: identifier` any names', async () => {
        const report = await run(NAMED, 'id,name\n7,Hezbollah\n07,Hizballah\n8,Nusra Front\n8,Levant Conquest\n');
        expect(report).toMatchObject({ created: 3, updated: 1 });
        expect(warningsOf(report)).toEqual([
          ['identifier-shared', 1],
          ['names-joined', 1],
        ]);
      });

      it('with `joinBy: identifier` any names of an identifier are one actor', async () => {
        expect(await run(`joinBy: identifier\n${NAMED}`, 'id,name\n8,Nusra Front\n8,Levant Conquest\n')).toMatchObject({
          created: 1,
          updated: 1,
        });
      });

      it('a name of several identifiers is that of several actors, and each record means its own', async () => {
        const table = 'id,name,enemy\n1,Free Army,Gamma\n2,Free Army,Delta\n3,Gamma,\n4,Delta,\n';
        const mapping = `${NAMED}  - kind: relationships
    when: { column: enemy }
    fields: { type: FIGHTS, from: { template: '{name|slug}' }, to: { column: enemy } }\n`;
        const report = await run(mapping, table);
        expect(report).toMatchObject({ created: 6, rejected: 0 });
        expect(warningsOf(report)).toEqual([['name-shared', 1]]);
        expect((await entity(store(), 'free-army-mmp-2'))?.name).toBe('Free Army');
        const ends = (await ties(store())).map(({ from, to }) => [from, to].sort());
        expect(ends.sort()).toEqual(
          [
            ['free-army-mmp-1', 'gamma'],
            ['free-army-mmp-2', 'delta'],
          ]
            .map((pair) => pair.map(entityId).sort())
            .sort(),
        );
      });

      it('an actor may be referred to by its name or alias; a name of several is rejected with those', async () => {
        expect(await run(PARTIES, 'a,allies\nAlpha,\nBeta Group,\nGamma,Alpha; Beta Group\n')).toMatchObject({ created: 4, rejected: 0 });
        expect((await event(store(), 'k:4'))?.participants).toEqual(['PARTY alpha -', 'PARTY beta-group -']);
        const mapping = `${NAMED}  - kind: relationships
    when: { column: enemy }
    fields: { type: FIGHTS, from: { template: 'mmp:{id|number}' }, to: { column: enemy } }\n`;
        const report = await run(mapping, 'id,name,enemy\n1,Free Army,\n2,Free Army,\n5,Beta,Free Army\n');
        expect(
          report.problems.map(({ field, examples }) => [field, examples[0]!.column, examples[0]!.value, examples[0]!.message]),
        ).toEqual([['to', 'enemy', 'Free Army', expect.stringContaining('"Free Army" may be free-army-mmp-1 or free-army-mmp-2')]]);
      });
    });

    it('a dry run reports what is joined, told apart and disagreed about as the import does', async () => {
      const mapping = `${NAMED}  - kind: relationships
    when: { column: enemy }
    fields: { type: FIGHTS, from: { template: '{name|slug}' }, to: { column: enemy }, start: '2010', end: { column: until } }\n`;
      const table =
        'id,name,enemy,until\n1,Free Army,Gamma,2012\n2,Free Army,,\n3,Gamma,,\n-99,Delta,Gamma,2012\n-99,Eps,,\n5,Hizballah,Gamma,2012\n5,Hezbollah,,\n5,Hizballah,GAMMA,2014\n';
      const format = csvFormat(readMapping(mapping, 'm.yaml'));
      const dry = await runImport(store(), format, [inputOf('in.csv', table)], { now: () => NOW, dryRun: true });
      expect(dry.warnings.map(({ code }) => code).sort()).toEqual(['identifier-shared', 'name-shared', 'names-joined', 'rows-disagree']);
      expect(await ties(store())).toEqual([]);
      const written = await runImport(store(), format, [inputOf('in.csv', table)], { now: () => NOW });
      expect({ ...written, revision: 0 }).toEqual({ ...dry, revision: 0 });
    });

    describe('disagreements', () => {
      const DATED = `rows:${SIDES}
  - kind: relationships
    fields: { type: { column: t, values: { ally: ALLIED_WITH } }, from: { template: '{a|slug}' }, to: { template: '{b|slug}' }, start: { column: y }, end: { column: z } }\n`;

      it('rows about one relationship give the earliest start and the latest end, whatever their order, and are reported with both lines', async () => {
        const report = await run(DATED, 'a,b,t,y,z\nAlpha,Beta,ally,2010,2014\nAlpha,Beta,ally,2010,2012\n');
        expect(await spans()).toEqual([['2010', '2014', null]]);
        expect(report.warnings.map(({ code, examples }) => [code, examples[0]!.message])).toEqual([
          [
            'rows-disagree',
            'Lines 2 and 3 disagree about ALLIED_WITH from alpha to beta: end: 2014 and 2012. Recorded are the earliest start, the latest end (2010 to 2014) and the first of other values.',
          ],
        ]);
      });

      it('with a key also the earliest start, and the evidence of both', async () => {
        const mapping = `rows:
  - { kind: sources, fields: { key: mine, title: Mine } }${SIDES}
  - kind: relationships
    fields: { key: { template: 'k:{k}' }, type: RIVAL_OF, from: { template: '{a|slug}' }, to: { template: '{b|slug}' }, start: { column: y }, end: { column: z },
      evidence: [{ source: mine, locator: { template: 'line {line}' }, quote: { template: '{a} and {b}' } }] }\n`;
        const report = await run(mapping, 'k,a,b,y,z\n1,Alpha,Beta,2011,2012\n1,Beta,Alpha,2009-05,2010\n1,Alpha,Beta,2009,\n');
        expect(await spans()).toEqual([['2009-05', '2012', null]]);
        expect(warningsOf(report)).toEqual([['rows-disagree', 1]]);
        expect((await evidence(store(), (await ties(store()))[0]!.id)).map(({ locator }) => locator).sort()).toEqual([
          'line 2',
          'line 3',
          'line 4',
        ]);
      });

      it('a value that is not listed is rejected with column, line and value, and what is listed; case does not matter', async () => {
        const report = await run(DATED, 'a,b,t,y,z\nAlpha,Gamma,Ally,2010,2012\nAlpha,Delta,enemy,2010,2012\n');
        expect(report).toMatchObject({ rejected: 1 });
        expect(report.problems).toEqual([
          {
            code: 'BAD_INPUT',
            field: 'type',
            count: 1,
            examples: [
              { file: 'in.csv', line: 3, column: 't', value: 'enemy', message: expect.stringMatching(/lists: ally; got "enemy"/) },
            ],
          },
        ]);
        const otherwise = DATED.replace('ALLIED_WITH }', 'ALLIED_WITH }, otherwise: RIVAL_OF');
        expect(await run(otherwise, 'a,b,t,y,z\nAlpha,Delta,enemy,2010,2012\n')).toMatchObject({ rejected: 0 });
      });
    });
  });
});
