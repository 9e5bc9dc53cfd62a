import type { Engine } from '../../../../src/engine/engine.ts';
import type { ImportFormat } from '../../../../src/exchange/import/format.ts';
import { ucdpActors } from '../../../../src/exchange/import/ucdp/actors.ts';
import { ucdpEsd } from '../../../../src/exchange/import/ucdp/esd.ts';
import { ucdpGed } from '../../../../src/exchange/import/ucdp/ged.ts';
import type { TestGraph } from '../../seed/seeded.ts';
import { type ImportedItems, type ImportReport, importItems, ucdpInput, writeRows } from './imported.ts';

export type TableReport = ImportedItems & ImportReport;

const TABLES: readonly (readonly [ImportFormat, string])[] = [
  [ucdpActors, 'actor-22.1'],
  [ucdpEsd, 'esd-actor-year-18.1'],
  [ucdpGed, 'ged-syria-2016-2019'],
];

/** Imports the three tables, one after the other. Returns their reports by the name of the format. */
export async function importTables(engine: Engine, run: string): Promise<Map<string, TableReport>> {
  const reports = new Map<string, TableReport>();
  for (const [format, table] of TABLES) {
    const items = await importItems(format, ucdpInput(table));
    reports.set(format.name, { ...items, ...(await writeRows(engine, items.rows, `${run} ${format.name}`)) });
  }
  return reports;
}

interface Sum {
  readonly totalCount: number;
  readonly deaths: { readonly best: number; readonly low: number; readonly high: number };
}

const VIOLENCE = ['STATE_BASED_VIOLENCE', 'NON_STATE_VIOLENCE', 'ONE_SIDED_VIOLENCE'];

/** The number of events of UCDP's kinds and their deaths, best (low to high): `115 events, 896 (877 to 956)`. */
export async function eventsOf(graph: TestGraph, filter: Record<string, unknown>): Promise<string> {
  const { events } = await graph.execute<{ events: Sum }>(
    'query ($filter: EventFilter) { events(filter: $filter, first: 1) { totalCount deaths { best low high } } }',
    { filter: { kinds: VIOLENCE, ...filter } },
  );
  return `${events.totalCount} events, ${events.deaths.best} (${events.deaths.low} to ${events.deaths.high})`;
}

interface Backing {
  readonly from: { readonly slug: string };
  readonly against: readonly { readonly slug: string }[];
}

/** The slugs of the states that certainly backed an actor in a year; with `against`, only against this opponent. */
export async function backersOf(graph: TestGraph, actor: string, year: string, against?: string): Promise<string[]> {
  const { relationships } = await graph.execute<{ relationships: { nodes: Backing[]; pageInfo: { hasNextPage: boolean } } }>(
    `query ($to: ID!, $year: PartialDate!) {
      relationships(filter: { types: [BACKS], to: [$to], at: $year, certainty: CERTAIN, entityKinds: [STATE, GOVERNMENT, COALITION, ARMED_GROUP] }, first: 100) {
        nodes { from { slug } ... on Backs { against { slug } } } pageInfo { hasNextPage }
      }
    }`,
    { to: actor, year },
  );
  if (relationships.pageInfo.hasNextPage) throw new Error('expected all backers on one page');
  const meant = relationships.nodes.filter((tie) => against === undefined || tie.against.some(({ slug }) => slug === against));
  return [...new Set(meant.map(({ from }) => from.slug))].sort();
}
