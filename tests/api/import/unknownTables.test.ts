import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { csvFormat } from '../../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../../src/exchange/import/csv/mapping.ts';
import { proposeMapping } from '../../../src/exchange/import/csv/propose.ts';
import { sampleOf } from '../../../src/exchange/import/csv/sample.ts';
import { importInto } from '../../../src/exchange/import/run.ts';
import { serverDryRunTarget, serverTarget } from '../../../src/exchange/import/target/server.ts';
import { dryRunTarget, storeTarget } from '../../../src/exchange/import/target/store.ts';
import { exported } from '../../support/export/exported.ts';
import { inputOf } from '../../support/import/inputs.ts';
import { workbook } from '../../support/import/workbook.ts';
import { NOW } from '../../support/write/stores.ts';
import { serve } from '../access/support/served.ts';
import { emptyStore } from '../seed/seeded.ts';

const now = (): Date => NOW;

interface Table {
  readonly title: string;
  readonly name: string;
  readonly bytes: string | Uint8Array;
  /** What a reader changes in the proposed mapping. */
  readonly choose: (proposed: string) => string;
  /** What the graph says: relationships as `Alpha FIGHTS Beta, since 2010, until 2012`, events as `BATTLE Title, on 2010, Alpha`. */
  readonly says: readonly string[];
  /** What the report says: warnings, and problems with line, column and value. */
  readonly reported: readonly string[];
}

/** Chooses for each CHOOSE, in order. */
const choosing =
  (...choices: string[]) =>
  (proposed: string): string => {
    const left = [...choices];
    const chosen = proposed.replace(/^(?!#)(.*)CHOOSE/gm, (_, before: string) => `${before}${left.shift()}`);
    expect(left).toEqual([]);
    return chosen;
  };

const TREATIES = `treaty_id,treaty_name,members,year_begin,year_end
1,Northern Pact,FR;LB;SA,1951,1962
2,Treaty of Ras,LB;SY,1970,-9
3,Single Pact,FR;,1955,1960
4,Eastern Entente,SY;IQ,88,1980
`;
const SANCTIONS = `الرقم;الاسم;الاسم البديل;النوع;تاريخ الميلاد
1;أحمد محمد العلي;أبو عمر;شخص;05/03/1970
2;احمد محمد العلى;;شخص;05/03/1970
3;خالد حسن;;شخص;1385/06/21
`;
const INCIDENTS = [
  {
    incident: { id: 'I-1', date: '2023-04-05T10:00:00Z', summary: 'Clash at the crossing' },
    place: { name: 'Ras' },
    parties: [{ name: 'Alpha' }, { name: 'Beta' }],
  },
  { incident: { id: 'I-2', date: '2023-05', summary: 'Talks' }, place: null, parties: [{ name: 'Alpha' }] },
  { incident: { id: 'I-3', date: '2023-06', summary: 'Ambush' }, place: { name: 'Ras' }, parties: [] },
]
  .map((record) => JSON.stringify(record))
  .join('\n');
const CLASHES = `Nr\tDatum\tAngreifer\tZiel\tTote\tBemerkung
1\t05.03.2016\tBrigade "Nord"\tSüdarmee\t1.200\tsagte: "wir greifen an
2\t17.04.2016\tSüdarmee\tBrigade "Nord"\t3,5\tende" der Meldung
`;
const CONTROL = `month,town,controlled_by,status
2015-01,Ras,Army,full
2015-04,Ras,Alpha,full
2015-09,Ras,,none
2015-04,Kafr,Alpha,contested
`;
const AGREEMENTS = `agt_id,agreement,date_signed,signatory_1,signatory_2,signatory_3,status
A1,Ras Accord,12/05/1999,Testland,Alpha,,signed
A2,Kafr Protocol,03/04/2001,Testland,Alpha,Beta,signed
A3,Deir Talks,04/04/2001,Alpha,Beta,,not signed
`;
const DELIVERIES = workbook({
  Register: [
    ['Register of deliveries'],
    ['Supplier', 'Recipient', 'Delivery', null, 'Status'],
    [null, null, 'From', 'Number', null],
    ['Makerland', 'Testland', 2011, '1,200', 'delivered'],
    ['Makerland', 'Alpha', 2012, '3', 'cancelled'],
    [null],
    ['Source: the press'],
  ],
});

const TABLES: readonly Table[] = [
  {
    title: 'treaties with a list of members and a code for an unknown year',
    name: 'treaties.csv',
    bytes: TREATIES,
    choose: (proposed) =>
      `${choosing('STATE', 'AGREEMENT')(proposed).replace(/ {2}- kind: events[\s\S]*/, '')}
  - kind: relationships
    each: { column: members, split: ";", as: [a, b], pairs: true }
    fields:
      key: { template: "treaty:{treaty_id}" }
      type: ALLIED_WITH
      from: { column: a, by: name }
      to: { column: b, by: name }
      start: { column: year_begin }
      end: { column: year_end }\n`,
    says: [
      'FR ALLIED_WITH LB, since 1951, until 1962',
      'FR ALLIED_WITH SA, since 1951, until 1962',
      'LB ALLIED_WITH SA, since 1951, until 1962',
      'LB ALLIED_WITH SY, since 1970',
    ],
    reported: ['no-pair: line 4', 'BAD_DATE: line 5, year_begin, 88'],
  },
  {
    title: 'an Arabic list in Windows-1256, with two spellings of a name and a date of another calendar',
    name: 'list.csv',
    bytes: iconv.encode(SANCTIONS, 'windows-1256'),
    choose: choosing('D/M/YYYY', 'PERSON'),
    says: ['أحمد محمد العلي (أبو عمر)', 'احمد محمد العلى', 'خالد حسن'],
    reported: ['name-shared: line 3'],
  },
  {
    title: 'nested incidents of JSON Lines',
    name: 'incidents.jsonl',
    bytes: INCIDENTS,
    choose: choosing('ARMED_GROUP', 'OTHER'),
    says: ['OTHER Clash at the crossing, on 2023-04-05, Alpha, Beta', 'OTHER Talks, on 2023-05, Alpha'],
    reported: ['list-empty: line 3'],
  },
  {
    title: 'tab-separated clashes with quotes that are letters, decimal commas and points between thousands',
    name: 'clashes.tsv',
    bytes: CLASHES,
    choose: (proposed) =>
      choosing(
        'ARMED_GROUP',
        'ARMED_GROUP',
        'ATTACKS',
      )(proposed).replace('      evidence:', '      deathsBest: { column: Tote }\n      evidence:'),
    says: ['Brigade "Nord" ATTACKS Südarmee, attested 2016-03-05, 1200 deaths'],
    reported: ['BAD_INPUT: line 3, Tote, 3,5'],
  },
  {
    title: 'who holds which town, where the next record of a town ends the one before',
    name: 'control.csv',
    bytes: CONTROL,
    choose: (proposed) =>
      choosing(
        'TOWN',
        'ARMED_GROUP',
      )(proposed)
        .replace(/ {4}when:\n {6}and:\n {8}- column: controlled_by\n {8}- column: town\n/, '    endsAtNext: [town]\n')
        .replace('type: CONTROLS', 'type: { column: status, values: { none: null }, otherwise: CONTROLS }')
        .replace(/attestedFrom:\n {8}column: month\n {6}attestedUntil:\n {8}column: month/, 'start: { column: month }'),
    says: [
      'Alpha CONTROLS Kafr, since 2015-04',
      'Alpha CONTROLS Ras, since 2015-04, until 2015-09',
      'Army CONTROLS Ras, since 2015-01, until 2015-04',
    ],
    reported: [],
  },
  {
    title: 'agreements with several columns of signatories, and some that nobody signed',
    name: 'agreements.csv',
    bytes: AGREEMENTS,
    choose: (proposed) =>
      choosing(
        'D/M/YYYY',
        'ARMED_GROUP',
        'AGREEMENT',
      )(proposed).replace('  - kind: events\n', '  - kind: events\n    when: { column: status, is: signed }\n'),
    says: ['AGREEMENT Kafr Protocol, on 2001-04-03, Alpha, Beta, Testland', 'AGREEMENT Ras Accord, on 1999-05-12, Alpha, Testland'],
    reported: [],
  },
  {
    title: 'a workbook with a title, a header of two rows, a state of each deal and a note below',
    name: 'deliveries.xlsx',
    bytes: DELIVERIES,
    choose: (proposed) =>
      choosing(
        'STATE',
        'STATE',
        'BACKS',
      )(proposed)
        .replace('- column: Supplier\n        - column: Recipient', '- { column: Status, is: delivered }\n        - column: Recipient')
        .replace('      evidence:', '      attestedFrom: { column: Delivery From }\n      evidence:'),
    says: ['Makerland BACKS Testland, attested 2011'],
    reported: ['lines-after-table: line 7'],
  },
];

interface Line {
  readonly kind: string;
  readonly row: Record<string, unknown> & { readonly slug: string; readonly name: string };
}

/** What an export says, in words. */
function statementsOf(text: string): string[] {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const entities = lines.filter(({ kind }) => kind === 'actors' || kind === 'places');
  const nameOf = (slug: unknown): string => entities.find(({ row }) => row.slug === slug)!.row.name;
  const ties = lines.flatMap(({ kind, row }) => {
    if (kind !== 'relationships') return [];
    const { type, start, end, attestedFrom, deathsBest } = row;
    const ends = [nameOf(row.from), nameOf(row.to)];
    const [from, to] = type === 'ALLIED_WITH' ? ends.sort() : ends;
    const parts = [
      `${from} ${type} ${to}`,
      ...(start ? [`since ${start}`] : []),
      ...(end ? [`until ${end}`] : []),
      ...(attestedFrom ? [`attested ${attestedFrom}`] : []),
      ...(deathsBest ? [`${deathsBest} deaths`] : []),
    ];
    return [parts.join(', ')];
  });
  const events = lines.flatMap(({ kind, row }) => {
    if (kind !== 'events') return [];
    const names = (row.participants as { actor: string }[]).map(({ actor }) => nameOf(actor)).sort();
    return [`${row.kind} ${row.title}, on ${row.start}, ${names.join(', ')}`];
  });
  if (ties.length + events.length > 0) return [...ties, ...events].sort();
  return entities
    .map(({ row }) => [row.name, ...((row.aliases as { name: string }[] | undefined) ?? []).map(({ name }) => `(${name})`)].join(' '))
    .sort();
}

/** What people of this field have, and what is right of it. Each goes the whole way: proposed, chosen, tried, imported both ways. */
describe('a table that nobody described', () => {
  it.each(TABLES.map((table) => [table.title, table] as const))('%s', async (_, { name, bytes, choose, says, reported }) => {
    const inputs = [inputOf(name, bytes)];
    const proposed = proposeMapping(await sampleOf(inputs[0]!));
    expect(() => csvFormat(readMapping(proposed, 'proposed.yaml'))).toThrow(/CHOOSE|not chosen yet/);
    const format = csvFormat(readMapping(choose(proposed), 'chosen.yaml'));
    const [own, other] = [await emptyStore(), await emptyStore()];
    const server = await serve(other);
    try {
      const address = { url: server.url, token: server.tokenOf.editor };
      const tried = await importInto(dryRunTarget(own, now), format, inputs);
      const direct = await importInto(storeTarget(own, now), format, inputs);
      expect({ ...tried, revision: 0 }).toEqual({ ...direct, revision: 0 });
      expect(await importInto(serverDryRunTarget(address), format, inputs)).toEqual(tried);
      const through = await importInto(serverTarget(address), format, inputs);
      expect({ ...through, revision: 0 }).toEqual({ ...direct, revision: 0 });
      const text = await exported(own, 'graph.jsonl');
      expect(await exported(other, 'graph.jsonl')).toBe(text);
      expect(statementsOf(text)).toEqual(says);
      const said = [
        ...direct.warnings.flatMap(({ code, examples }) => examples.map(({ line }) => `${code}: line ${line}`)),
        ...direct.problems.flatMap(({ code, examples }) =>
          examples.map(({ line, column, value }) => `${code}: line ${line}, ${column}, ${value}`),
        ),
      ];
      expect(said).toEqual(reported);
    } finally {
      await server.close();
      await other.close();
      await own.close();
    }
  });
});
