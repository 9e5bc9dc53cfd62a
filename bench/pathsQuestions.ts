import { distance } from '../src/analysis/paths/breadthFirst.ts';
import { paths } from '../src/analysis/paths/paths.ts';
import type { PathQuestion } from '../src/analysis/paths/question.ts';
import type { View } from '../src/analysis/projection/view.ts';
import { dayNumber } from '../src/model/calendar.ts';
import { RELATIONSHIP_TYPES } from '../src/model/vocabulary.ts';

/** One kind of question, in three equivalent forms. */
export interface BenchQuestion {
  readonly title: string;
  /** Runs it on the projection. */
  readonly run: (view: View, from: number, to: number) => unknown;
  /** For the API; `$from` and `$to` are the ends. */
  readonly graphql: string;
  /** With `$from`, `$to` and `$day`; returns the names of the entities of each path. */
  readonly cypher: string;
  /** The value of `$day`. */
  readonly day: number;
}

const DAY = dayNumber(2016, 6, 1);
/** A day on which hardly any tie holds, so that there is no path. */
const EARLY = dayNumber(1990, 1, 10);
const TYPES = RELATIONSHIP_TYPES.join('|');
const LIMITS = { steps: 50_000_000 };
const find = (options: Omit<PathQuestion, 'from' | 'to'>) => (view: View, from: number, to: number) =>
  paths(view, { ...options, from, to }, LIMITS);
const names = (options: string) => `query ($from: ID!, $to: ID!) {
  paths(from: $from, to: $to, ${options}) { count paths { confidence hops { from { name } to { name } } } } }`;
const ON_THAT_DAY = { window: { first: DAY, last: DAY } };
const SHORTEST = `shortestPath((a)-[:${TYPES}*..8]-(b))`;
const ENDS = 'MATCH (a:Entity {id: $from}) MATCH (b:Entity {id: $to})';
const NAMES = '[n IN nodes(p) | n.name]';
const HOLDS = "r.lo <= $day AND r.hi >= $day AND r.status <> 'DENIED'";

export const BENCH_QUESTIONS: readonly BenchQuestion[] = [
  {
    title: 'distance at a date, 8 hops',
    run: (view, from, to) => distance(view, { filter: ON_THAT_DAY, from, to }, LIMITS),
    graphql: 'query ($from: ID!, $to: ID!) { distance(from: $from, to: $to, filter: { at: "2016-06-01" }) }',
    cypher: `${ENDS} MATCH p = ${SHORTEST} WHERE all(r IN relationships(p) WHERE ${HOLDS}) RETURN length(p)`,
    day: DAY,
  },
  {
    title: 'best shortest at a date, 8 hops',
    run: find({ filter: ON_THAT_DAY, maxPaths: 1, maxDepth: 8 }),
    graphql: names('filter: { at: "2016-06-01" }, maxPaths: 1, maxDepth: 8'),
    cypher: `${ENDS} MATCH p = ${SHORTEST} WHERE all(r IN relationships(p) WHERE ${HOLDS}) RETURN ${NAMES}`,
    day: DAY,
  },
  {
    title: 'ten best at a date, 5 hops',
    run: find({ filter: ON_THAT_DAY, maxPaths: 10, maxDepth: 5 }),
    graphql: names('filter: { at: "2016-06-01" }, maxPaths: 10, maxDepth: 5'),
    cypher: `${ENDS} MATCH p = SHORTEST 10 (a)(()-[r:${TYPES} WHERE ${HOLDS}]-()){1,5}(b) RETURN ${NAMES}`,
    day: DAY,
  },
  {
    title: 'ten simultaneous, 4 hops',
    run: find({ time: 'SIMULTANEOUS', maxPaths: 10, maxDepth: 4 }),
    graphql: names('time: SIMULTANEOUS, maxPaths: 10, maxDepth: 4'),
    cypher: `${ENDS}
MATCH p = SHORTEST 10 (q = (a)(()-[r:${TYPES} WHERE r.clo < 4000000 AND r.status <> 'DENIED']-()){1,4}(b)
  WHERE reduce(lo = -1, s IN relationships(q) | CASE WHEN s.lo > lo THEN s.lo ELSE lo END)
     <= reduce(hi = 4000000, s IN relationships(q) | CASE WHEN s.hi < hi THEN s.hi ELSE hi END))
RETURN ${NAMES}`,
    day: DAY,
  },
  {
    title: 'none exists, 8 hops',
    run: find({ filter: { window: { first: EARLY, last: EARLY }, undated: false }, maxPaths: 1, maxDepth: 8 }),
    graphql: names('filter: { at: "1990-01-10", undated: false }, maxPaths: 1, maxDepth: 8'),
    cypher: `${ENDS} MATCH p = ${SHORTEST} WHERE all(r IN relationships(p) WHERE ${HOLDS} AND r.clo < 4000000) RETURN ${NAMES}`,
    day: EARLY,
  },
];
