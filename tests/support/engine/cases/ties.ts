import type { Parameters, Value } from '../../../../src/engine/engine.ts';
import { tieParts } from '../../../../src/model/id.ts';
import { RELATIONSHIP_TYPES } from '../../../../src/model/vocabulary.ts';
import type { World } from '../world.ts';
import { type Cases, type CasesOf, each, pages, TIE_FILTERS, UNKNOWN, WHOLE_LIST } from './cases.ts';

const ANY_ENDS: Parameters = { types: RELATIONSHIP_TYPES, from: null, to: null, involving: null };

/** Filters by the ends of ties: any, or some entities at one or both ends. */
const ends = ({ entities, merged }: World): Cases => ({
  'any ends': ANY_ENDS,
  'from some': { ...ANY_ENDS, from: entities.filter((_, number) => number % 3 === 0) },
  'to some, of few kinds': {
    ...ANY_ENDS,
    to: entities.filter((_, number) => number % 2 === 0),
    types: ['BACKS', 'FIGHTS', 'ATTACKS', 'LOCATED_IN'],
  },
  'involving a large list': { ...ANY_ENDS, involving: [...entities.slice(0, 9), ...merged, ...Array(2_000).fill(UNKNOWN)] },
});

/** All filters with any ends, and all ends with every tie, instead of the whole product. */
const tieLists = (world: World): Cases => ({
  ...each(TIE_FILTERS, ANY_ENDS),
  ...each(ends(world), TIE_FILTERS['every tie']!),
});

const neighborLists = ({ entities }: World): Cases => ({
  ...each(TIE_FILTERS, { ids: entities }),
  'a large list, every tie': { ids: [...entities, ...Array(2_000).fill(UNKNOWN)], ...TIE_FILTERS['every tie'] },
});

/** The row of a pair, an even one from the tie's `from`, an odd one from its `to`. */
export function pairOf(id: string, number: number, ties: Value): Value[] {
  const { from, to } = tieParts(id);
  return number % 2 === 0 ? [from, to, ties] : [to, from, ties];
}

/** Requests for the ties of pairs by id, from either end, and for some that do not exist, or not between these ends. */
export function tieRows(ties: readonly string[]): Cases {
  const rows = ties.map((id, number) => pairOf(id, number, [id]));
  return {
    all: { rows },
    'unknown, and with an unknown end': {
      rows: [rows[0]!.with(2, [UNKNOWN]), rows[0]!.with(0, UNKNOWN)],
    },
    none: { rows: [] },
  };
}

/** Reads of ties. */
export const TIES: Readonly<Record<string, CasesOf>> = {
  'tie.neighbors': (world) => ({
    ...each(neighborLists(world), WHOLE_LIST),
    ...each(pages([...world.keys.actor, ...world.keys.place].sort()), { ids: world.entities, ...TIE_FILTERS['every tie'] }),
  }),
  'tie.countNeighbors': neighborLists,
  'tie.ofEntity': (world) => ({
    ...each(tieLists(world), { ids: world.entities, ...WHOLE_LIST }),
    ...each(pages(world.ord.tie), { ids: world.entities, ...ANY_ENDS, ...TIE_FILTERS['every tie'] }),
  }),
  'tie.countOfEntity': (world) => each(tieLists(world), { ids: world.entities }),
  'tie.degrees': neighborLists,
  'tie.byId': ({ ties }) => tieRows(ties),
};
