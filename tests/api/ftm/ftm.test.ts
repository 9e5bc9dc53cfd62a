import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { FTM_IMPORT } from '../../../src/exchange/import/ftm/ftm.ts';
import { exported } from '../../support/export/exported.ts';
import { importText } from '../../support/export/importRows.ts';
import { imported, inputOf } from '../../support/import/inputs.ts';
import { runImport } from '../../support/import/runImport.ts';
import { emptyStore, graphOver, seeded } from '../seed/seeded.ts';

const line = (id: string, schema: string, properties: Record<string, unknown>, more: object = {}): string =>
  JSON.stringify({ id, schema, properties, ...more });

const SAMPLE = [
  line('m', 'Membership', { member: ['a'], organization: ['o'], startDate: ['2012-03-01T00:00:00'], role: ['Deputy'] }),
  line('a', 'Person', { name: ['Anna Made'], previousName: ['Anna Before'], weakAlias: ['Ann'], birthDate: ['1970'], nationality: ['fr'] }),
  line('b', 'Person', { name: ['Anna Made'], birthDate: ['1980'] }),
  line('o', 'Organization', { name: ['Made Front'], abbreviation: ['MF'], wikidataId: ['Q1'], incorporationDate: ['2011-05'] }),
  line(
    'x',
    'UnknownLink',
    { subject: ['o'], object: [{ id: 'b' }], role: ['backs'], description: ['It pays her.'] },
    { datasets: ['made'] },
  ),
  line('y', 'UnknownLink', { subject: ['o'], object: ['b'], role: ['landlord'] }),
  line('w', 'Ownership', { owner: ['a'], asset: ['o'] }),
  line('z', 'Membership', { member: ['a'], organization: ['elsewhere'] }),
  line('n', 'Company', { jurisdiction: ['fr'] }),
  'not JSON',
].join('\n');

test('actors are told apart by id, links state their type, and what does not fit is counted', async () => {
  const store = await emptyStore();
  const report = await runImport(store, FTM_IMPORT, [inputOf('made.ftm', SAMPLE)]);
  expect(report).toMatchObject({ created: 7, rejected: 2 });
  expect(report.problems.map(({ code, examples: [example] }) => [code, example!.line]).sort()).toEqual([
    ['no-name', 9],
    ['not-an-entity', 10],
  ]);
  const messages = (await imported(FTM_IMPORT, SAMPLE)).flatMap((item) => ('warning' in item ? [item.message] : []));
  expect(messages).toEqual(
    expect.arrayContaining([
      'Person.birthDate: 2 left out, the first here.',
      'schema Ownership: 1 left out, the first here.',
      'UnknownLink with the role "landlord": 1 left out, the first here.',
      'Membership with an end that is no actor of the file: 1 left out, the first here.',
    ]),
  );
  const { actors, relationships } = await graphOver(store).execute<Record<string, { nodes: Record<string, unknown>[] }>>(
    '{ actors(first: 10) { nodes { name kind identifiers { scheme value } aliases { name kind } } } relationships(first: 10) { nodes { type from { name } to { name } validity { start } evidence { nodes { quote source { key } } } } } }',
  );
  expect(actors!.nodes.filter(({ name }) => name === 'Anna Made')).toHaveLength(2);
  expect(actors!.nodes.find(({ name }) => name === 'Made Front')).toMatchObject({
    identifiers: expect.arrayContaining([
      { scheme: 'ftm', value: 'o' },
      { scheme: 'wikidata', value: 'Q1' },
    ]),
    aliases: [{ name: 'MF', kind: 'SHORT' }],
  });
  expect(relationships!.nodes.map(({ type, validity }) => [type, (validity as { start: string }).start]).sort()).toEqual([
    ['BACKS', null],
    ['PART_OF', '2012-03-01'],
  ]);
  expect(JSON.stringify(relationships)).toContain('"It pays her.","source":{"key":"ftm:made"}');
  await store.close();
});

test('an export of the seed, imported again, keeps every relationship between actors, by type', async () => {
  const seed = await seeded();
  const text = await exported(seed.engine, 'graph.ftm');
  const store = await emptyStore();
  expect(await importText(store, FTM_IMPORT, text)).toMatchObject({ unreadable: [], problems: [] });
  const ties = async (engine: Engine): Promise<string[]> => {
    const rows = async (file: string): Promise<Record<string, string>[]> => parse(await exported(engine, file), { columns: true });
    const labels = new Map((await rows('nodes.csv')).filter(({ kind }) => kind !== 'PLACE').map(({ Id, Label }) => [Id, Label]));
    const between = (await rows('edges.csv')).filter(({ Source, Target }) => labels.has(Source) && labels.has(Target));
    return between
      .map(({ relationship, Source, Target }) => [relationship, ...[labels.get(Source), labels.get(Target)].sort()].join(' '))
      .sort();
  };
  const [before, after] = [await ties(seed.engine), await ties(store)];
  expect(before.length).toBeGreaterThan(50);
  expect(after).toEqual(before);
  await store.close();
  await seed.close();
});
