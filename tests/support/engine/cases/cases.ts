import type { Parameters } from '../../../../src/engine/engine.ts';
import { parseDate } from '../../../../src/model/date.ts';
import { STATUSES } from '../../../../src/model/kinds.ts';
import type { World } from '../world.ts';

/**
 * Parameters for running a statement, by a title. The first three of a family have parameters of the same types and sizes, so that
 * Neo4j uses one query plan for them.
 */
export type Cases = Readonly<Record<string, Parameters>>;

/** The cases of a family: `tie.ofEntity(OUT POSSIBLE ASC)` belongs to `tie.ofEntity`, with three options. */
export type CasesOf = (world: World, options: readonly string[]) => Cases;

/** For statements without parameters. */
export const AS_IT_IS: CasesOf = () => ({ 'as it is': {} });

export const UNKNOWN = '000000000000';

/** Cases of a list parameter: all, none, an unknown item, one twice, and many. */
export function lists(name: string, known: readonly string[], unknown = UNKNOWN): Cases {
  return {
    'all that there are': { [name]: known },
    'one twice and an unknown one': { [name]: [known[1]!, known[1]!, unknown] },
    none: { [name]: [] },
    'a large list': { [name]: [...known, ...Array.from({ length: 2_000 }, (_, number) => `${unknown}-${number}`)] },
  };
}

/** Sorts after every key. */
const LAST_KEY = '\uffff';

/** Cases of pages over the keys of an order, in either direction. */
export function pages(keys: readonly string[]): Readonly<Record<string, { after: string; before: string | null; limit: number }>> {
  const at = (part: number) => keys[Math.floor(keys.length * part)]!;
  return {
    'the first page': { after: '', before: null, limit: 21 },
    'a page between two keys': { after: at(0.2), before: at(0.8), limit: 3 },
    'past the end': { after: LAST_KEY, before: null, limit: 21 },
    'a large page': { after: '', before: LAST_KEY, limit: 100_000 },
  };
}

export const WHOLE_LIST = { after: '', before: null, limit: 101 };

/** Cartesian product of two sets of cases. */
export function crossed(some: Cases, others: Cases): Cases {
  return Object.fromEntries(
    Object.entries(some).flatMap(([title, parameters]) =>
      Object.entries(others).map(([other, more]) => [`${title}, ${other}`, { ...parameters, ...more }]),
    ),
  );
}

/** Adds the same parameters to every case. */
export function each(cases: Cases, parameters: Parameters): Cases {
  return Object.fromEntries(Object.entries(cases).map(([title, own]) => [title, { ...own, ...parameters }]));
}

const window = (from: string, to = from) => ({ first: parseDate(from).first, last: parseDate(to).last });
const ALL_TIME = { first: -1, last: 4_000_000 };
const EVERY_STATUS = { status: STATUSES };
const EVERY_TIE = { ...ALL_TIME, ...EVERY_STATUS, latestClo: 4_000_000, minConfidence: 0, kinds: null };

/** Cases of filters over ties: times, statuses, confidence, kinds. */
export const TIE_FILTERS: Cases = {
  'every tie': EVERY_TIE,
  'in 2012': { ...EVERY_TIE, ...window('2012') },
  'on a day of 2015, unless denied': { ...EVERY_TIE, ...window('2015-07-01'), status: STATUSES.filter((status) => status !== 'DENIED') },
  'from 2010 to 2016, dated, sure, at armed groups, states and places': {
    ...EVERY_TIE,
    ...window('2010', '2016'),
    latestClo: 3_999_999,
    minConfidence: 0.7,
    kinds: ['ARMED_GROUP', 'STATE', 'PLACE'],
  },
  'of no status': { ...EVERY_TIE, status: [] },
};
