import type { ImportFormat, ImportItem } from '../src/exchange/import/format.ts';
import { slugOf } from './powerLawGraph.ts';
import { seeded } from './random.ts';

/** The most ties of a hub. */
const HUB = 50_000;
/** Ties per actor. */
const DENSITY = 8;
const TYPES = ['BACKS', 'ATTACKS', 'FIGHTS', 'OPPOSES', 'PART_OF', 'SANCTIONS'] as const;

/** One generated tie, as a row of a table. */
export interface MadeTie {
  readonly key: string;
  readonly type: (typeof TYPES)[number];
  readonly from: number;
  readonly to: number;
  readonly start: string;
  readonly end: string | null;
  readonly quote: string;
}

export function actorsFor(ties: number): number {
  return Math.max(100, Math.ceil(ties / DENSITY));
}

/** The hubs are the first actors and have a third of all ties: how many hubs, of how many ties each (at most 50,000). */
export function hubsFor(ties: number): { hubs: number; size: number } {
  const size = Math.min(HUB, Math.ceil(ties / 3));
  return { hubs: Math.max(1, Math.floor(ties / 3 / size)), size };
}

/** Deterministic; generated lazily. */
export function* madeTies(count: number): Generator<MadeTie> {
  const random = seeded(7);
  const actors = actorsFor(count);
  const { hubs } = hubsFor(count);
  const whole = (below: number): number => Math.floor(random() * below);
  for (let index = 0; index < count; index++) {
    const from = hubs + whole(actors - hubs);
    let to = index % 3 === 0 ? (index / 3) % hubs : hubs + whole(actors - hubs);
    if (to === from) to = from === actors - 1 ? hubs : from + 1;
    const year = 1990 + whole(30);
    const end = index % 4 === 0 ? null : String(year + whole(5));
    const type = TYPES[whole(TYPES.length)]!;
    yield {
      key: `made:${index}`,
      type,
      from,
      to,
      start: `${year}-${String(1 + whole(12)).padStart(2, '0')}`,
      end,
      quote: `Record ${index} says so.`,
    };
  }
}

/** The ties and their actors as an import format: every tie with a passage of evidence. */
export function madeFormat(count: number): ImportFormat {
  return {
    name: 'made',
    version: 1,
    summary: 'made ties',
    async *read(): AsyncGenerator<ImportItem> {
      yield { kind: 'sources', row: { key: 'made-table', title: 'A made table', reliability: 'B' }, line: 1 };
      for (let actor = 0; actor < actorsFor(count); actor++) {
        yield { kind: 'actors', row: { slug: slugOf(actor), kind: 'ARMED_GROUP', name: `Made actor ${actor}` }, line: 1 };
      }
      let line = 1;
      for (const { from, to, quote, ...tie } of madeTies(count)) {
        line += 1;
        const evidence = [{ source: 'made-table', locator: `row ${line}`, quote }];
        yield { kind: 'relationships', row: { ...tie, from: slugOf(from), to: slugOf(to), evidence }, line };
      }
    },
  };
}
