import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { shippedNames, shippedPath, shippedTables } from '../../../src/cli/import/shippedMappings.ts';
import { csvFormat } from '../../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../../src/exchange/import/csv/mapping.ts';
import { proposeMapping } from '../../../src/exchange/import/csv/propose.ts';
import { sampleOf } from '../../../src/exchange/import/csv/sample.ts';
import type { ImportReport } from '../../../src/exchange/import/run.ts';
import { ucdpGedOf } from '../../../src/exchange/import/ucdp/ged.ts';
import { inputOf } from '../../support/import/inputs.ts';
import { runImport } from '../../support/import/runImport.ts';
import { entity, event, ties } from '../../support/write/stored.ts';
import { describeEachStore, NOW } from '../../support/write/stores.ts';
import { gedRelease } from '../ucdp/support/tables.ts';

const SAMPLES = readdirSync('mappings/samples');
const sampleFile = (name: string) => {
  const file = SAMPLES.find((one) => one.startsWith(`${name}.`))!;
  return inputOf(file, readFileSync(`mappings/samples/${file}`));
};

test('each mapping has a made sample, and each sample a mapping', () => {
  expect(SAMPLES.map((name) => name.replace(/\..*/, '')).sort()).toEqual(shippedNames());
});

describe('a known table is recognised by its columns', () => {
  it.each(shippedNames())('%s', async (name) => {
    const text = proposeMapping(await sampleOf(sampleFile(name)), shippedTables());
    expect(text).toContain(`# Recognised by its columns: ${readMapping(text, 'm.yaml').mapping.table!.title}.`);
    expect(text).toContain(`--mapping ${name} `);
    expect(() => csvFormat(readMapping(text, 'm.yaml'))).not.toThrow();
  });

  it.each([
    ['acled', 'EVENT_ID,EVENT_DATE,EVENT_TYPE,ACTOR1,ACTOR2,SOURCE,FATALITIES\nX1,2015-01-01,Battle,Alpha,Beta,Daily News,3\n'],
    ['ucdp-dyadic', 'dyad_id,side_a,side_a_id,side_b,side_b_id,year,start_date\n1,Government of X,1,Alpha,2,2012,2010-06-27\n'],
    [
      'wikidata',
      '{"head":{},"results":{"bindings":[{"item":{"type":"uri","value":"http://www.wikidata.org/entity/Q999999901"},"itemLabel":{"value":"Alpha"}}]}}',
    ],
    [
      'acled',
      'event_id_cnty;event_date;year;time_precision;disorder_type;event_type;sub_event_type;actor1;assoc_actor_1;inter1;actor2;assoc_actor_2;inter2;interaction;civilian_targeting;iso;region;country;admin1;admin2;admin3;location;latitude;longitude;geo_precision;source;source_scale;notes;fatalities;tags;timestamp\nT1;2024-01-01;2024;1;Political violence;Battles;Armed clash;Alpha;;Rebel group;Beta;;Rebel group;Rebel group-Rebel group;;990;R;T;N;;;V;1.5;2.5;1;Daily;National;Fought.;3;;1704153600\n',
    ],
    [
      'icews',
      'Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n1\t2014-01-01\tA\t\tT\tHost a visit\t043\t2.8\tB\t\tT\t9\t1\tDaily\t\t\t\tT\t1\t2\n',
    ],
    [
      'cow-mid',
      'dispnum3,dispnum4,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,fatality,fatalpre,hiact,hostlev,orig,version\n-9,3001,AAA,901,-9,7,1902,24,1,1903,1,1,1,-9,0,0,7,3,1,4.3\n',
    ],
    [
      'ucdp-dyadic',
      'DyadId,ConflictId,Location,SideA,SideAID,SideA2nd,SideB,SideBID,SideB2nd,Incompatibility,TerritoryName,Year,IntensityLevel,TypeOfConflict,StartDate,StartPrec,StartDate2,StartPrec2,Version\n1,2,T,Government of T,3,,Alpha,4,,2,,2012,1,3,2010-06-27,1,2012-03-01,1,17.1\n',
    ],
    [
      'ucdp-nonstate',
      'ConflictId,DyadId,Org,SideAName,SideANameFulleng,SideAID,SideBName,SideBNameFulleng,SideBID,StartDate,StartPrec,StartDate2,StartPrec2,EpEnd,EpEndDate,Year,BestFatalityEstimate,LowFatalityEstimate,HighFatalityEstimate,Location,Version\n5,50,1,Alpha,,1,Beta,,2,2014-01-01,1,2014-02-01,1,0,,2014,30,25,40,T,17.2\n',
    ],
    [
      'ucdp-onesided',
      'ActorId,CoalitionComponents,ActorName,ActorNameFulltext,Year,BestFatalityEstimate,LowFatalityEstimate,HighFatalityEstimate,IsGovernmentActor,Location,GwnoLocation,Region\n1,,Alpha,,2014,30,25,40,0,T,990,4\n',
    ],
    [
      'sipri-transfers',
      'SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,Order date is estimate,Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,Status\n1,Makerland,Testland,T-1,tank,Armoured vehicles,1990,No,3,No,1992,No,New\n',
    ],
    ['gephi-nodes', 'Id,Label,Interval,Modularity Class\nn1,Alpha,,1\n'],
    ['gdelt-named', 'GLOBALEVENTID\tSQLDATE\tActor1Name\tActor2Name\tEventCode\tEventRootCode\n1\t20230105\tA\tB\t190\t19\n'],
    ['kumu-connections', 'From,To,Label,Tags\nAlpha,Beta,backs,\n'],
    ['wikidata', '?item\t?itemLabel\n<http://www.wikidata.org/entity/Q999999901>\t"Alpha"@en\n'],
  ])('%s, in another form', async (name, table) => {
    expect(proposeMapping(await sampleOf(inputOf('in', table)), shippedTables())).toContain(`--mapping ${name} `);
  });

  it('polecat, whose header begins with a mark; sipri-transfers below a title, in Windows-1252', async () => {
    const events = readFileSync('mappings/samples/polecat.tab', 'utf8');
    expect(proposeMapping(await sampleOf(inputOf('in.txt', `#!${events}`)), shippedTables())).toContain('--mapping polecat ');
    const header = 'Recipient,Supplier,Year of order,,Weapon designation,Year(s) of delivery,Comments';
    const deals = `Transfers of major weapons\nSource: SIPRI\n\n${header}\nA-Land,B-Land,1980,?,Tank,1981,"C\u00f4te, x"\nA-Land,C-Land,1980,?,Tank,1981,\n`;
    const text = proposeMapping(await sampleOf(inputOf('in.csv', Buffer.from(deals, 'latin1'))), shippedTables());
    expect(text).toContain('--mapping sipri-transfers --encoding windows-1252 ');
    expect(readMapping(text, 'm.yaml').mapping.encoding).toBe('windows-1252');
  });

  it('a table of ids and labels need not be one of Gephi', async () => {
    const table = 'id,label,country\n1,Alpha Front,Testland\n2,Beta Army,Testland\n';
    expect(proposeMapping(await sampleOf(inputOf('in.csv', table)), shippedTables())).not.toContain('Recognised');
  });

  it.each([
    ['Global Knowledge Graph', ['20240101000000-0', '20240101000000', ...Array(25).fill('x')]],
    ['mentions of GDELT 2.0', ['1', '20240101000000', '20240101000000', ...Array(13).fill('x')]],
    ['events of GDELT 1.0', ['1', '20230105', ...Array(56).fill('x')]],
  ])('%s is refused in words', async (title, cells) => {
    const text = proposeMapping(await sampleOf(inputOf('in.csv', `${cells.join('\t')}\n`)), shippedTables());
    expect(text).toContain(title);
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  });

  it.each([
    [
      'ATOP), alliances',
      'atopid,cowid,begyr,begmo,begday,endyr,endmo,endday,ineffect,bilat,defense,offense,neutral,nonagg,consul\n3001,,1815,1,3,1815,2,8,0,0,1,0,0,0,1\n',
    ],
    ['ATOP), years of states', 'state,year,atopally,defense,offense,neutral,nonagg,consul,atopid1\n2,1950,1,1,0,0,0,0,3001\n'],
  ])('%s is refused in words, which name the tables that say who is allied', async (title, table) => {
    const text = proposeMapping(await sampleOf(inputOf('in.csv', table)), shippedTables());
    expect(text).toContain(title);
    expect(text).toContain('mapping atop-members');
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  });

  it('battle-related deaths are not taken for the table of dyads, whose source they would cite', async () => {
    const table =
      'conflict_id,dyad_id,side_a,side_a_id,side_b,side_b_id,year,bd_best,version\n1,2,Government of X,3,Alpha,4,2010,100,25.1\n';
    expect(proposeMapping(await sampleOf(inputOf('in.csv', table)), shippedTables())).not.toContain('Recognised');
  });

  it.each([
    ['ucdp-ged', 'id,year,type_of_violence,side_a_new_id,side_b_new_id,date_start,best,country_id\n1,2020,1,1,2,2020-01-01,3,4\n'],
    ['ucdp-esd', 'year,actor_id,oppo_id,dyad_id,ext_id,ext_name\n2010,1,2,3,4,X\n'],
    ['ucdp-actors', 'ActorId,NameData\n1,Alpha\n'],
  ])('%s is sent to its importer', async (format, table) => {
    const text = proposeMapping(await sampleOf(inputOf('in.csv', table)), shippedTables());
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
    expect(text).toContain(`allegiance import ${format} FILE`);
  });
});

describe('a mapping that comes along', () => {
  describeEachStore((store) => {
    const run = (name: string): Promise<ImportReport> => {
      const format = csvFormat(readMapping(readFileSync(shippedPath(name)!, 'utf8'), `${name}.yaml`));
      return runImport(store(), format, [sampleFile(name)], { now: () => NOW });
    };
    const shown = async () => {
      const slugs = new Map<string, string>();
      for (const slug of KNOWN_SLUGS) {
        const found = await entity(store(), slug);
        if (found) slugs.set(found.id, found.slug);
      }
      const all = await ties(store());
      return all
        .map(({ type, from, to, start, end, attestedFrom, attestedUntil, periods }) =>
          [type, [slugs.get(from), slugs.get(to)].sort().join(' '), start, end, attestedFrom, attestedUntil, ...periods]
            .map((part) => part ?? '-')
            .join(' | '),
        )
        .sort();
    };
    const KNOWN_SLUGS =
      'alpha beta alpha-front beta-army gamma-brigade government-of-testland testland makerland cow-901 cow-902 test-coalition'.split(' ');
    const clean = { rejected: 0, warnings: [] };

    it('acled', async () => {
      expect(await run('acled')).toMatchObject({ ...clean, created: 8 });
      expect(await event(store(), 'acled:TST1')).toMatchObject({
        kind: 'BATTLE',
        start: '2024-01-05',
        deathsBest: 3,
        participants: ['SIDE_A alpha-forces -', 'SIDE_B beta-front -'],
      });
      expect(await event(store(), 'acled:TST2')).toMatchObject({
        kind: 'ONE_SIDED_VIOLENCE',
        start: '2024-01',
        happenedIn: ['acled-testland-north-testville'],
      });
      expect([(await entity(store(), 'civilians-testland'))?.kind, (await entity(store(), 'alpha-forces'))?.kind]).toEqual([
        'POPULATION',
        'ARMED_GROUP',
      ]);
    });

    it('cow-mid', async () => {
      expect(await run('cow-mid')).toMatchObject({ ...clean, created: 4 });
      expect(await event(store(), 'cow-mid:2')).toMatchObject({
        start: '1902-07',
        end: '1903-01-24',
        participants: ['SIDE_A cow-bbb -', 'SIDE_B cow-aaa 0'],
      });
    });

    it('cow-mid, all tables of one dispute', async () => {
      for (const name of ['cow-mid', 'cow-mid-dyads', 'cow-mid-participants']) {
        expect([name, (await run(name)).problems]).toEqual([name, []]);
      }
      const sides = ['SIDE_A cow-aaa', 'SIDE_B cow-bbb'];
      const start = '1902-07';
      expect(await event(store(), 'cow-mid:2')).toMatchObject({
        start,
        end: '1903-01-24',
        participants: ['SIDE_A cow-bbb -', 'SIDE_B cow-aaa 0'],
      });
      expect(await event(store(), 'cow-mid-incident:2001')).toMatchObject({
        start,
        end: '1902-08-03',
        participants: sides.map((side) => `${side} -`),
      });
      expect(await event(store(), 'cow-mid-dyads:2')).toMatchObject({
        start,
        end: '1903-01-24',
        participants: ['PARTY cow-aaa -', 'PARTY cow-bbb -'],
      });
    });

    it('cow-mid: a dispute of version 4 has the number of that version', async () => {
      const format = csvFormat(readMapping(readFileSync(shippedPath('cow-mid')!, 'utf8'), 'cow-mid.yaml'));
      const table =
        'dispnum3,dispnum4,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,fatalpre\n-9,3,AAA,901,-9,7,1902,24,1,1903,1,0\n4,-9,BBB,902,-9,7,1902,24,1,1903,1,0\n';
      expect(await runImport(store(), format, [inputOf('MIDB_4.3.csv', table)], { now: () => NOW })).toMatchObject(clean);
      expect([await event(store(), 'cow-mid:3'), await event(store(), 'cow-mid:4')]).toMatchObject([
        { start: '1902-07' },
        { start: '1902-07' },
      ]);
    });

    it('atop-members', async () => {
      expect(await run('atop-members')).toMatchObject({ ...clean, created: 4 });
      expect(await event(store(), 'atop-alliance:3001')).toMatchObject({
        kind: 'AGREEMENT',
        start: '1950-04-04',
        participants: ['PARTY cow-901 -', 'PARTY cow-902 -'],
      });
    });

    it('wikidata, as tab-separated values', async () => {
      const format = csvFormat(readMapping(readFileSync(shippedPath('wikidata')!, 'utf8'), 'wikidata.yaml'));
      const table =
        '?item\t?itemLabel\t?property\t?other\t?otherLabel\t?start\n<http://www.wikidata.org/entity/Q999999901>\t"Alpha Front"@en\t<http://www.wikidata.org/prop/direct/P361>\t<http://www.wikidata.org/entity/Q999999902>\t"Test Coalition"@en\t"2011-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>\n';
      expect(await runImport(store(), format, [inputOf('query.tsv', table)], { now: () => NOW })).toMatchObject({
        rejected: 0,
        created: 4,
      });
      expect(await shown()).toEqual(['PART_OF | alpha-front test-coalition | 2011 | - | - | -']);
    });

    it('sipri-transfers, as its newer table', async () => {
      const format = csvFormat(readMapping(readFileSync(shippedPath('sipri-transfers')!, 'utf8'), 'sipri-transfers.yaml'));
      const table = 'Supplier,Recipient,Designation,Order date,Numbers delivered,Delivery year\nMakerland,Testland,T-1,1990,3,1992\n';
      expect(await runImport(store(), format, [inputOf('in.csv', table)], { now: () => NOW })).toMatchObject({ rejected: 0, created: 4 });
      expect(await shown()).toEqual(['BACKS | makerland testland | - | - | - | - | 1992/ WEAPONS']);
    });

    it('sipri-transfers, as its list of deals below a title', async () => {
      const format = csvFormat(readMapping(readFileSync(shippedPath('sipri-transfers')!, 'utf8'), 'sipri-transfers.yaml'));
      const header =
        'Deal ID;Seller;Buyer;Designation;Description;Order date;Numbers delivered;Delivery year;Delivery year is estimate;Status';
      const table = `SIPRI Transfers Database\n\n${header}\n1;Makerland;Testland;T-1;tank;1980;3;1981;No;New\n`;
      expect(await runImport(store(), format, [inputOf('in.txt', table)], { now: () => NOW })).toMatchObject({ rejected: 0, created: 4 });
      expect(await shown()).toEqual(['BACKS | makerland testland | - | - | - | - | 1981/ WEAPONS']);
    });

    it('atop', async () => {
      expect(await run('atop')).toMatchObject({ ...clean, created: 5 });
      expect(await shown()).toEqual(['ALLIED_WITH | cow-901 cow-902 | - | - | 1950 | 1951']);
    });

    it('sipri-transfers', async () => {
      expect(await run('sipri-transfers')).toMatchObject({ rejected: 0, created: 4 });
      expect(await shown()).toEqual(['BACKS | makerland testland | - | - | - | - | 1981/1982 WEAPONS | 1990/ WEAPONS | 1992/ WEAPONS']);
    });

    it('mapping-militants, after its groups', async () => {
      expect(await run('mapping-militants-groups')).toMatchObject({ ...clean, created: 3 });
      const report = await run('mapping-militants');
      expect(report.problems.map(({ field, examples }) => [field, examples[0]!.column, examples[0]!.value])).toEqual([
        ['type', 'type', 'Splinter'],
      ]);
      expect(await shown()).toEqual([
        'ALLIED_WITH | alpha-front beta-army | 2005 | 2010 | - | -',
        'RIVAL_OF | alpha-front beta-army | 2010 | - | - | -',
      ]);
    });

    it('icews, with quotes that are not closed', async () => {
      expect(await run('icews')).toMatchObject({ ...clean, created: 8 });
      expect(await event(store(), 'icews:3:2014-01-03')).toMatchObject({
        kind: 'BATTLE',
        start: '2014-01-03',
        participants: ['INITIATOR delta -', 'TARGET beta -'],
      });
      expect(await event(store(), 'icews:2:2014-01-02')).toMatchObject({ title: 'say "no: Alpha – Gamma' });
    });

    it('polecat', async () => {
      expect(await run('polecat')).toMatchObject({ ...clean, created: 6 });
      expect(await event(store(), 'polecat:T1')).toMatchObject({
        start: '2023-01-05',
        participants: ['INITIATOR alpha-front -', 'INITIATOR beta-army -', 'TARGET gamma -'],
      });
    });

    it('gdelt', async () => {
      expect(await run('gdelt')).toMatchObject({ ...clean, created: 5 });
      expect(await event(store(), 'gdelt:1')).toMatchObject({
        kind: 'BATTLE',
        start: '2023-01-05',
        participants: ['INITIATOR alpha -', 'TARGET beta -'],
      });
    });

    it('gdelt-named: the table that programs write with a header', async () => {
      expect(await run('gdelt-named')).toMatchObject({ ...clean, created: 5 });
      expect(await event(store(), 'gdelt:1')).toMatchObject({
        kind: 'BATTLE',
        start: '2023-01-05',
        participants: ['INITIATOR alpha -', 'TARGET beta -'],
      });
      expect(await event(store(), 'gdelt:2')).toMatchObject({ kind: 'STATEMENT', participants: ['INITIATOR beta -'] });
    });

    it('ucdp-prio: several on side B fight, each in its years', async () => {
      expect(await run('ucdp-prio')).toMatchObject({ ...clean, created: 7 });
      expect(await shown()).toEqual([
        'FIGHTS | alpha government-of-testland | - | - | 2012 | 2013',
        'FIGHTS | alpha government-of-testland | - | - | 2018 | 2018',
        'FIGHTS | beta government-of-testland | - | - | 2013 | 2013',
      ]);
    });

    it('ucdp-dyadic, by episode', async () => {
      expect(await run('ucdp-dyadic')).toMatchObject({ ...clean, created: 5 });
      const pair = 'FIGHTS | alpha government-of-testland';
      expect(await shown()).toEqual([`${pair} | 2012-03-01 | - | - | 2013`, `${pair} | 2018-02-01 | - | - | 2018`]);
    });

    it('of UCDP agree with its importers on what an actor is', async () => {
      const sides = { side_a_new_id: 9901, side_a: 'Government of Testland', side_b_new_id: 9902, side_b: 'Alpha' };
      await runImport(store(), ucdpGedOf('25.1'), [gedRelease('ged251.csv', sides)], { now: () => NOW });
      for (const name of ['ucdp-dyadic', 'ucdp-nonstate', 'ucdp-onesided', 'peace-negotiations']) {
        expect([name, (await run(name)).problems]).toEqual([name, []]);
      }
      expect(await entity(store(), 'testland')).toMatchObject({ kind: 'STATE', name: 'Testland' });
      expect(await entity(store(), 'government-of-testland')).toBeNull();
    });

    it('ucdp-nonstate', async () => {
      expect(await run('ucdp-nonstate')).toMatchObject({ ...clean, created: 4 });
      expect(await shown()).toEqual(['FIGHTS | alpha beta | 2014-02-01 | 2015-05-09 | - | 2015']);
      expect((await ties(store()))[0]).toMatchObject({ deathsBest: 70, deathsLow: 55, deathsHigh: 90 });
    });

    it('ucdp-onesided', async () => {
      expect(await run('ucdp-onesided')).toMatchObject({ ...clean, created: 4 });
      expect(await event(store(), 'ucdp-onesided:9902:2015')).toMatchObject({
        start: '2015',
        deathsBest: 60,
        participants: ['INITIATOR alpha -'],
      });
    });

    it('ucdp-peace-agreements: lists of ids and names', async () => {
      const report = await run('ucdp-peace-agreements');
      expect([report.rejected, report.created, report.warnings.map(({ code }) => code)]).toEqual([0, 6, ['line-break-in-value']]);
      expect(await event(store(), 'ucdp-agreement:1')).toMatchObject({
        kind: 'AGREEMENT',
        title: 'Accord, first',
        start: '1999-03-07',
        participants: ['PARTY alpha -', 'PARTY beta -', 'PARTY government-of-testland -'],
      });
      expect(await entity(store(), 'beta')).toMatchObject({ kind: 'ARMED_GROUP', identifiers: ['ucdp:9903'] });
    });

    it('peace-negotiations', async () => {
      expect(await run('peace-negotiations')).toMatchObject({ ...clean, created: 4 });
      expect(await shown()).toEqual(['NEGOTIATES_WITH | alpha government-of-testland | - | - | 2012 | 2014']);
    });

    it('opensanctions: two people of one name stay two', async () => {
      const report = await run('opensanctions');
      expect(report).toMatchObject({ rejected: 0, created: 3 });
      expect(report.warnings.map(({ code }) => code)).toEqual(['name-shared']);
      expect(await entity(store(), 'ali-test-opensanctions-q999999901')).toMatchObject({
        kind: 'PERSON',
        identifiers: ['opensanctions:Q999999901', 'wikidata:Q999999901'],
      });
    });

    it('gephi, nodes and edges', async () => {
      expect(await run('gephi-nodes')).toMatchObject({ ...clean, created: 2 });
      expect(await run('gephi-edges')).toMatchObject({
        created: 1,
        rejected: 1,
        problems: [{ examples: [{ column: 'Label', value: 'knows' }] }],
      });
      expect((await ties(store())).map(({ type }) => type)).toEqual(['BACKS']);
    });

    it('kumu, elements and connections', async () => {
      expect(await run('kumu-elements')).toMatchObject({ ...clean, created: 2 });
      expect(await entity(store(), 'alpha-front')).toMatchObject({ kind: 'ARMED_GROUP', description: 'A made group.' });
      expect(await run('kumu-connections')).toMatchObject({
        created: 1,
        rejected: 1,
        problems: [{ examples: [{ column: 'Type', value: 'knows' }] }],
      });
      expect(await shown()).toEqual(['BACKS | alpha-front testland | - | - | - | -']);
    });

    it('wikidata: a first of January is a year', async () => {
      expect(await run('wikidata')).toMatchObject({ ...clean, created: 4 });
      expect(await shown()).toEqual(['PART_OF | alpha-front test-coalition | 2011 | - | - | -']);
      expect((await entity(store(), 'alpha-front'))?.identifiers).toEqual(['wikidata:Q999999901']);
    });
  });
});
