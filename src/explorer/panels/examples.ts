import { lastAttested } from '../../model/knownOf.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import { type Question, RELATION_QUESTIONS } from '../answers/question.ts';
import { datesOf } from '../graph/certaintyWords.ts';
import type { Graph, GraphTie } from '../graph/graph.ts';
import type { TimeSelection } from '../state/view.ts';

/** Questions that the page offers to start with. */
const MAX_EXAMPLES = 6;

const on = (date: string): TimeSelection => ({ at: date, until: null });

/** Types between those of one side: whether they are friends is no question. */
const WITHIN_ONE_SIDE: readonly RelationshipType[] = ['PART_OF', 'LEADS', 'SPEAKS_FOR'];

/** Questions of the sample data, offered where all of its entities are in the first view. */
const OF_SAMPLE_DATA: readonly Question[] = [
  { kind: 'controlledBy', names: ['aleppo'], time: on('2024-11-30'), voice: null },
  { kind: 'connected', names: ['iran', 'israel'], time: on('2016'), voice: null },
  { kind: 'backedBy', names: ['syrian-government'], time: on('2015'), voice: null },
];

/** Questions that this graph can answer: about the entities with the most relationships of a type, in the latest year that has any. */
export function examplesOf(graph: Graph): Question[] {
  if (graph.ties.size === 0) return [];
  const isSample = OF_SAMPLE_DATA.every(({ names }) => names.every((slug) => graph.entities.has(slug)));
  const ties = [...graph.ties.values()];
  const made = ['backedBy', 'controlledBy', 'fights', 'attackedBy'].flatMap((kind) => exampleOf(kind, ties) ?? []);
  const year = latestYear(ties);
  const pair = ties.find(({ type, sign, to }) => sign !== 'NEUTRAL' && to.kind !== 'PLACE' && !WITHIN_ONE_SIDE.includes(type));
  const others: Question[] = [
    ...(pair ? [{ kind: 'stance', names: [pair.from.slug, pair.to.slug], time: null, voice: null }] : []),
    ...(year ? [{ kind: 'camps', names: [], time: year, voice: null }] : []),
    ...(ties.some(({ status }) => status === 'DISPUTED') ? [{ kind: 'disputes', names: [], time: null, voice: null }] : []),
  ];
  const kinds = new Set<string>();
  return [...(isSample ? OF_SAMPLE_DATA : []), ...made, ...others]
    .filter(({ kind }) => !kinds.has(kind) && kinds.add(kind))
    .slice(0, MAX_EXAMPLES);
}

function exampleOf(kind: string, ties: readonly GraphTie[]): Question | null {
  const { row, direction } = RELATION_QUESTIONS.get(kind)!;
  const own = ties.filter(({ type }) => type === row.type);
  const ends = own.flatMap(({ from, to }) => (direction === 'IN' ? [to.slug] : [from.slug, to.slug]));
  const counts = new Map<string, number>();
  for (const slug of ends) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  if (!first) return null;
  return {
    kind,
    names: [first[0]],
    time: latestYear(own.filter(({ from, to }) => from.slug === first[0] || to.slug === first[0])),
    voice: null,
  };
}

/** The latest year of which any is attested. */
function latestYear(ties: readonly GraphTie[]): TimeSelection | null {
  const years = ties.flatMap((tie) => /\d{4}/.exec(lastAttested(datesOf(tie)) ?? '')?.[0] ?? []);
  const latest = years.sort().at(-1);
  return latest === undefined ? null : on(latest);
}
