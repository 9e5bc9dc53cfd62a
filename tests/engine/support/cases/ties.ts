import type { Parameters } from '../../../../src/engine/engine.ts';
import { tieParts } from '../../../../src/model/id.ts';
import { RELATIONSHIP_TYPES } from '../../../../src/model/vocabulary.ts';
import type { World } from '../world.ts';
import { type Cases, type CasesOf, each, lists, pages, TIE_FILTERS, UNKNOWN, WHOLE_LIST } from './cases.ts';

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

const anchors = ({ entities, merged }: World) => ({ anchors: [entities[5]!, ...entities.slice(0, 12), ...merged] });

const anchored: CasesOf = (world, [start]) => (start === 'anchored' ? each(tieLists(world), anchors(world)) : tieLists(world));

/** Requests for ties by id: each from one of its ends, and some that do not exist. */
export function tieRows(ties: readonly string[]): Cases {
  const rows = (side: 'from' | 'to') => ties.map((id) => ({ id, anchor: tieParts(id)[side] }));
  return {
    'from one end': { rows: rows('from') },
    'from the other': { rows: rows('to') },
    'unknown and none at that anchor': {
      rows: [
        { id: UNKNOWN, anchor: UNKNOWN },
        { ...rows('from')[0]!, anchor: UNKNOWN },
      ],
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
  'tie.list': (world, options) => {
    const [, , key] = options;
    const keys = key === 'START' ? world.ord.tie : world.ord.strength;
    const every = { ...ANY_ENDS, ...TIE_FILTERS['every tie'], ...(options[0] === 'anchored' ? anchors(world) : {}) };
    return { ...each(anchored(world, options), WHOLE_LIST), ...each(pages(keys), every) };
  },
  'tie.count': anchored,
  'tie.byId': ({ ties }) => tieRows(ties),
  'tie.degrees': ({ entities }) => lists('ids', entities),
};
