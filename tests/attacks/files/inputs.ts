import { csvFormat } from '../../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../../src/exchange/import/csv/mapping.ts';
import type { ImportFormat, ImportInput } from '../../../src/exchange/import/format.ts';
import { FORMATS } from '../../../src/exchange/import/formats.ts';
import { actorTable, esdTable, gedTable } from '../../api/ucdp/support/tables.ts';
import { RICH_ROWS } from '../../support/engine/richRows.ts';
import { SIDES } from '../../support/import/mapping.ts';

/** A small valid file, and its format. */
export interface ValidFile {
  readonly format: ImportFormat;
  readonly bytes: Buffer;
}

const MAPPING = `
dates: [M/D/YY]
nulls: ['-9']
rows:
  - kind: sources
    fields: { key: table, title: A table, reliability: B }
  - kind: places
    when: { column: place }
    fields: { slug: { template: '{place|slug}' }, kind: CITY, name: { column: place } }${SIDES}
  - kind: relationships
    fields:
      key: { template: 'tie:{id}' }
      type: FIGHTS
      from: { template: '{a|slug}' }
      to: { template: '{b|slug}' }
      start: { column: start }
      deathsBest: { column: deaths }
      evidence: [{ source: table, locator: { template: 'row {id}' }, quote: { template: '{a} against {b}' } }]
  - kind: events
    fields:
      key: { template: 'event:{id}' }
      kind: BATTLE
      title: { template: '{a} – {b}' }
      start: { column: start }
      place: { template: '{place|slug}' }
      participants: [{ actor: { template: '{a|slug}' }, role: SIDE_A }, { actor: { template: '{b|slug}' }, role: SIDE_B }]
`;
const TABLE = [
  'id,a,b,place,start,deaths',
  '1,Ahrar,"Group ""B"", of the south",Aleppo,2016,3',
  '2,Chaîne d’été,Ahrar,Aleppo,2/18/10,-9',
  '3,Núr II,Brigada,Idlib,2012-03,12',
  '4,"Two, or three",Ahrar,,2013-01-02,',
];

const jsonl = Object.entries(RICH_ROWS).flatMap(([kind, rows]) =>
  (rows as readonly object[]).slice(0, 30).map((row) => JSON.stringify({ kind, row })),
);

const FTM = [
  { id: 'link', schema: 'Membership', properties: { member: ['p'], organization: ['o'], startDate: ['2012-03-01'], role: ['Deputy'] } },
  { id: 'p', schema: 'Person', properties: { name: ['Nuri Brigada'], alias: ['N. Brigada'], birthDate: ['1970'] }, datasets: ['made'] },
  { id: 'o', schema: 'Organization', properties: { name: ['Front of the South'], weakAlias: ['Front'], incorporationDate: ['2011'] } },
  { id: 'q', schema: 'Company', properties: { name: ['Front of the South'], wikidataId: ['Q1'] } },
  { id: 'x', schema: 'UnknownLink', properties: { subject: ['q'], object: ['o'], role: ['backs'], description: ['It pays it.'] } },
  { id: 'y', schema: 'Ownership', properties: { owner: ['p'], asset: ['q'] } },
].map((entity) => JSON.stringify(entity));

const bytesOf = async ({ open }: ImportInput): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of open()) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** One file for each import format. */
export async function validFiles(): Promise<ValidFile[]> {
  const formats = new Map(FORMATS.filter(({ takesMapping }) => !takesMapping).map((entry) => [entry.name, entry.make(null, null, false)]));
  const tables: Readonly<Record<string, ImportInput>> = {
    'ucdp-ged': gedTable({}, { id: 1002, date_prec: 3, best: 9, high: 4 }, { id: 1003, type_of_violence: 3, where_prec: 6 }),
    'ucdp-esd': esdTable({}, { id: 2, year: 2011 }, { id: 3, ext_id: 115, ext_name: 'Government of Syria', year: 2013 }),
    'ucdp-actors': actorTable(
      { ActorId: 234, NameData: 'IS', NameOrig: 'JTJ', NameChange: 1, NewName: 'TQJBR, ISI , IS' },
      { ActorId: 1170, NameData: 'Nusra', Splinter: 1, SplitFrom: 234 },
    ),
  };
  const ucdp = await Promise.all(
    Object.entries(tables).map(async ([name, table]) => ({ format: formats.get(name)!, bytes: await bytesOf(table) })),
  );
  return [
    ...ucdp,
    { format: formats.get('jsonl')!, bytes: Buffer.from(`${jsonl.join('\n')}\n`) },
    { format: formats.get('ftm')!, bytes: Buffer.from(`${FTM.join('\n')}\n`) },
    { format: csvFormat(readMapping(MAPPING, 'm.yaml')), bytes: Buffer.from(`${TABLE.join('\n')}\n`) },
  ];
}
