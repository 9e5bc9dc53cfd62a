import { describe, expect, it } from 'vitest';
import { csvFormat } from '../../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../../src/exchange/import/csv/mapping.ts';
import type { ImportReport } from '../../../src/exchange/import/run.ts';
import { entityId } from '../../../src/store/mintId.ts';
import { inputOf } from '../../support/import/inputs.ts';
import { runImport } from '../../support/import/runImport.ts';
import { entity, event, ties } from '../../support/write/stored.ts';
import { describeEachStore, NOW } from '../../support/write/stores.ts';

/** Every case occurs in real tables of conflict data. */
const MAPPING = `
dates: [M/D/YY, D.M.YYYY]
nulls: ['-9']
rows:
  - kind: sources
    fields: { key: trap-table, title: A table of traps, reliability: B }
  - kind: places
    when: { column: place }
    fields: { slug: { template: '{place|slug}' }, kind: CITY, name: { column: place } }
  - kind: actors
    fields:
      slug: { template: '{a|slug}' }
      kind: ARMED_GROUP
      name: { column: a }
      identifiers: [{ scheme: trap, value: { template: '{a_id|number}' } }]
  - kind: actors
    fields: { slug: { template: '{b|slug}' }, kind: ARMED_GROUP, name: { column: b } }
  - kind: relationships
    when: { column: kind, is: tie }
    fields:
      key: { template: 'trap:{id}' }
      type: FIGHTS
      from: { template: 'trap:{a_id|number}' }
      to: { template: '{b|slug}' }
      start: { column: start }
      end: { column: end }
      deathsBest: { column: deaths }
      evidence: [{ source: trap-table, locator: { template: 'row {id}' }, quote: { template: '{a} against {b}' } }]
  - kind: events
    when: { column: kind, is: event }
    fields:
      key: { template: 'trap-event:{id}' }
      kind: BATTLE
      title: { template: '{a} – {b}' }
      start: { column: start }
      place: { template: '{place|slug}' }
      participants: [{ actor: { template: 'trap:{a_id|number}' }, role: SIDE_A }, { actor: { template: '{b|slug}' }, role: SIDE_B }]
`;
const HEADER = 'kind,id,a_id,a,b,place,start,end,deaths\n';

describe('what real tables do', () => {
  describeEachStore((store) => {
    const run = (table: string | Uint8Array, mapping = MAPPING): Promise<ImportReport> =>
      runImport(store(), csvFormat(readMapping(mapping, 'm.yaml')), [inputOf('traps.csv', table)], { now: () => NOW });
    const spans = async () => (await ties(store())).map(({ start, end }) => [start, end]).sort();

    it('commas inside names do not split them', async () => {
      const report = await run(`${HEADER}tie,1,7,"Ahrar al-Sham, HTS, Southern Front",Other,,2016,,3\n`);
      expect(report).toMatchObject({ created: 4, rejected: 0, problems: [] });
      expect(await entity(store(), 'ahrar-al-sham-hts-southern-front')).toMatchObject({ name: 'Ahrar al-Sham, HTS, Southern Front' });
    });

    it('an actor with two spellings of id and name is one actor with two names', async () => {
      const report = await run(`${HEADER}tie,1,0114,Hezbollah,Other,,2016,,\ntie,2, 114.0 ,Hizballah,Other,,2017,,\n`);
      expect(report).toMatchObject({ rejected: 0, updated: 1 });
      expect((await entity(store(), 'hezbollah'))?.names.map(({ name }) => name)).toEqual(['Hezbollah', 'Hizballah']);
      expect(await entity(store(), 'hizballah')).toBeNull();
      expect((await ties(store())).map(({ from, to }) => [from, to].includes(entityId('hezbollah')))).toEqual([true, true]);
    });

    it('a byte order mark does not hide the first column, and Windows-1252 is read where the mapping says so', async () => {
      expect(await run(`\ufeff${HEADER}tie,1,7,A,B,,2016,,\n`)).toMatchObject({ created: 4, rejected: 0 });
      const latin = Buffer.from(`${HEADER}tie,2,8,"Chaîne d'été",B,,2016,,\n`, 'latin1');
      await expect(run(latin)).rejects.toThrow('line 2 is not');
      await run(latin, `encoding: windows-1252\n${MAPPING}`);
      expect(await entity(store(), 'chaine-dete')).toMatchObject({ name: "Chaîne d'été" });
    });

    it('2005-00-00 is a year, 2/18/10 a day in 2010, and -9 no value', async () => {
      await run(`${HEADER}tie,1,7,A,B,,2005-00-00,-9,-9\ntie,2,7,A,B,,2/18/10,18.3.2010,5\n`);
      expect(await spans()).toEqual([
        ['2005', null],
        ['2010-02-18', '2010-03-18'],
      ]);
      expect((await ties(store())).map(({ deathsBest }) => deathsBest).sort()).toEqual([5, null]);
    });

    it('an end before its start and an impossible day reject only their own rows, with the line', async () => {
      const report = await run(`${HEADER}tie,1,7,A,B,,2012,2011,\ntie,2,7,A,B,,2/30/10,,\ntie,3,7,A,B,,2012,2013,\n`);
      expect(report).toMatchObject({ created: 4, rejected: 2 });
      expect(report.problems.map(({ code, field, examples }) => [code, field, examples[0]!.file, examples[0]!.line])).toEqual([
        ['BAD_INTERVAL', 'end', 'traps.csv', 2],
        ['BAD_DATE', 'start', 'traps.csv', 3],
      ]);
      expect(await spans()).toEqual([['2012', '2013']]);
    });

    it('events of the same dyad, day and place with different keys are different events', async () => {
      const report = await run(`${HEADER}event,1,7,A,B,Aleppo,1/2/16,,\nevent,2,7,A,B,Aleppo,1/2/16,,\n`);
      expect(report).toMatchObject({ created: 6, rejected: 0 });
      const found = await Promise.all(['trap-event:1', 'trap-event:2'].map((key) => event(store(), key)));
      expect(found.map((one) => one?.start)).toEqual(['2016-01-02', '2016-01-02']);
    });

    it('rows that differ only in their key are two relationships', async () => {
      expect(await run(`${HEADER}tie,1,7,A,B,,2016,,\ntie,2,7,A,B,,2016,,\n`)).toMatchObject({ created: 5 });
      expect((await ties(store())).map(({ key }) => key).sort()).toEqual(['trap:1', 'trap:2']);
    });
  });
});
