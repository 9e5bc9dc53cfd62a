import type { PathQuestion } from '../../../src/analysis/paths/question.ts';
import type { ProjectionTie } from '../../../src/analysis/projection/records.ts';
import { tieParts } from '../../../src/model/id.ts';
import { certaintyIn, certaintyRank, holdsIn, isUndated } from '../../../src/model/interval.ts';
import type { TieConditions } from '../../../src/model/tieFilter.ts';
import { vocabularyOf } from '../../../src/model/vocabulary.ts';
import { CALENDAR_DAYS, EARLIER_DAYS, type Graph } from './graph.ts';

/**
 * The reference model of paths: enumerates all by recursion, then filters and sorts them. Slow and obviously right. A tie's id
 * contains its recorded ends; where one was merged, the tie leads to the canonical entity, and self-loops are left out.
 */

/** A question with ids instead of nodes. */
export type PathRequest = Omit<PathQuestion, 'from' | 'to' | 'avoid' | 'through'> & {
  from: string;
  to: string;
  avoid?: string[];
  through?: string[];
};

export interface BrutePath {
  readonly ties: readonly ProjectionTie[];
  readonly entities: readonly string[];
}

export function bruteForce(graph: Graph, request: PathRequest): BrutePath[] {
  const all: BrutePath[] = [];
  const kinds = new Map(graph.entities.map(({ id, kind }) => [id, kind]));
  const follow = followIn(graph);
  const usable = graph.ties.filter((tie) => passes(tie, request.filter ?? {}, timed(request)));
  const isAllowed = (id: string) => {
    if (request.avoid?.includes(id)) return false;
    if (request.through?.includes(id)) return true;
    const kind = kinds.get(id)!;
    if (request.kinds ? !request.kinds.includes(kind) : kind === 'PLACE' || kind === 'POPULATION') return false;
    return request.hubDegree == null || degreeOf(graph, id) <= request.hubDegree;
  };
  const walk = (ties: ProjectionTie[], entities: string[]) => {
    const at = entities.at(-1)!;
    if (at === request.to) {
      all.push({ ties, entities });
      return;
    }
    if (ties.length === (request.maxDepth ?? 4)) return;
    if (entities.length > 1 && !isAllowed(at)) return;
    for (const tie of usable) {
      const next = follow(tie, at, request.direction ?? 'ANY');
      if (next !== null && !entities.includes(next)) walk([...ties, tie], [...entities, next]);
    }
  };
  walk([], [request.from]);
  const fitting = all.filter((path) => fitsTime(path.ties, request) && (request.through ?? []).every((id) => path.entities.includes(id)));
  const distinct = request.distinct === 'RELATIONSHIPS' ? fitting : bestOfEach(fitting, request);
  const order = request.orderBy === 'CONFIDENCE' ? byConfidence : byHops;
  return distinct.sort((a, b) => weakestRank(b, request) - weakestRank(a, request) || order(a, b));
}

/** How well it is known that a tie holds in the window that the request asks about. */
function rankOf(tie: ProjectionTie, { filter }: PathRequest): number {
  return certaintyRank(certaintyIn(tie, filter?.window ?? null, vocabularyOf(tieParts(tie.id).type).lastingDays));
}

function weakestRank({ ties }: BrutePath, request: PathRequest): number {
  return Math.min(...ties.map((tie) => rankOf(tie, request)));
}

/** The shortest path; the best one of several. Undefined where none exists. */
export function shortestPath(graph: Graph, request: PathRequest): BrutePath | undefined {
  return bruteForce(graph, request).sort((a, b) => a.ties.length - b.ties.length)[0];
}

export function bottleneck({ ties }: BrutePath): number {
  return Math.min(...ties.map((tie) => tie.confidence));
}

/** The ties that lead from one entity to another, best first; where time matters, only those with a usable day. */
export function parallel(graph: Graph, request: PathRequest, from: string, to: string): string[] {
  const follow = followIn(graph);
  return graph.ties
    .filter((tie) => passes(tie, request.filter ?? {}, timed(request)) && follow(tie, from, request.direction ?? 'ANY') === to)
    .filter((tie) => !timed(request) || daysOf(tie, request).length > 0)
    .sort(betterFor(request))
    .map(({ id }) => id);
}

export function degreeOf(graph: Graph, id: string): number {
  const follow = followIn(graph);
  return graph.ties.filter((tie) => follow(tie, id, 'ANY') !== null).length;
}

/** The canonical ends of a tie, by its id. */
export function endsIn({ entities }: Graph, id: string): [from: string, to: string] {
  const canonOf = (end: string) => entities.find((entity) => entity.id === end)!.canon;
  const { from, to } = tieParts(id);
  return [canonOf(from), canonOf(to)];
}

type Follow = (tie: ProjectionTie, at: string, direction: 'FORWARD' | 'BACKWARD' | 'ANY') => string | null;

const followers = new WeakMap<Graph, Follow>();

/** Returns the entity that a tie leads to from another, null for none. */
function followIn(graph: Graph): Follow {
  const cached = followers.get(graph);
  if (cached) return cached;
  const ends = new Map(graph.ties.map(({ id }) => [id, endsIn(graph, id)]));
  const follow: Follow = ({ id }, at, direction) => {
    const [from, to] = ends.get(id)!;
    if (from === to) return null;
    const anyWay = direction === 'ANY' || vocabularyOf(tieParts(id).type).symmetric;
    if (from === at && (anyWay || direction === 'FORWARD')) return to;
    if (to === at && (anyWay || direction === 'BACKWARD')) return from;
    return null;
  };
  followers.set(graph, follow);
  return follow;
}

function passes(tie: ProjectionTie, filter: TieConditions, timed: boolean): boolean {
  const { type } = tieParts(tie.id);
  if (filter.types && !filter.types.includes(type)) return false;
  if (filter.status ? !filter.status.includes(tie.status) : tie.status === 'DENIED') return false;
  if (tie.confidence < (filter.minConfidence ?? 0)) return false;
  if (filter.window && !holdsIn(tie, filter.window, filter.certainty ?? 'POSSIBLE', vocabularyOf(type).lastingDays)) return false;
  return !isUndated(tie) || (filter.undated ?? !timed);
}

function timed({ time }: PathRequest): boolean {
  return time === 'SIMULTANEOUS' || time === 'CHRONOLOGICAL';
}

/** Every day of the calendar, some of the years before, and one before and one after. */
const EVERY_DAY = [-1, ...EARLIER_DAYS, ...CALENDAR_DAYS, 4_000_000];

const knownDays = new WeakMap<PathRequest, Map<ProjectionTie, readonly number[]>>();

/** The days on which a tie holds as the request asks, each for itself; remembered, since paths share ties. */
function daysOf(tie: ProjectionTie, request: PathRequest): readonly number[] {
  const known = knownDays.get(request) ?? new Map<ProjectionTie, readonly number[]>();
  knownDays.set(request, known);
  const { window, certainty } = request.filter ?? {};
  const lasting = vocabularyOf(tieParts(tie.id).type).lastingDays;
  const holdsOn = (day: number) => holdsIn(tie, { first: day, last: day }, certainty ?? 'POSSIBLE', lasting);
  const days = known.get(tie) ?? EVERY_DAY.filter((day) => holdsOn(day) && (!window || (day >= window.first && day <= window.last)));
  known.set(tie, days);
  return days;
}

function fitsTime(ties: readonly ProjectionTie[], request: PathRequest): boolean {
  if (!timed(request)) return true;
  if (request.time === 'SIMULTANEOUS') return EVERY_DAY.some((day) => ties.every((tie) => daysOf(tie, request).includes(day)));
  const canGoOn = (hop: number, day: number): boolean =>
    hop === ties.length || daysOf(ties[hop]!, request).some((next) => next >= day && canGoOn(hop + 1, next));
  return canGoOn(0, -1);
}

/**
 * The path that speaks for each sequence of entities. Where time does not matter, the best tie of each hop. Where not every choice
 * of ties has a common time: best known, then highest bottleneck, then hop by hop the better tie.
 */
function bestOfEach(paths: BrutePath[], request: PathRequest): BrutePath[] {
  const better = betterFor(request);
  const compare = (a: BrutePath, b: BrutePath) =>
    (timed(request) ? weakestRank(b, request) - weakestRank(a, request) || bottleneck(b) - bottleneck(a) : 0) ||
    firstDifference(a, b, better);
  const best = new Map<string, BrutePath>();
  for (const path of paths) {
    const key = path.entities.join();
    const before = best.get(key);
    if (!before || compare(path, before) < 0) best.set(key, path);
  }
  return [...best.values()];
}

function betterFor(request: PathRequest): (a: ProjectionTie, b: ProjectionTie) => number {
  return (a, b) => rankOf(b, request) - rankOf(a, request) || b.confidence - a.confidence || b.chi - a.chi || byId(a, b);
}

function byId(a: ProjectionTie, b: ProjectionTie): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function byHops(a: BrutePath, b: BrutePath): number {
  return a.ties.length - b.ties.length || bottleneck(b) - bottleneck(a) || firstDifference(a, b, byId);
}

function byConfidence(a: BrutePath, b: BrutePath): number {
  return bottleneck(b) - bottleneck(a) || a.ties.length - b.ties.length || firstDifference(a, b, byId);
}

function firstDifference(a: BrutePath, b: BrutePath, compare: (a: ProjectionTie, b: ProjectionTie) => number): number {
  for (const [i, tie] of a.ties.entries()) {
    const order = compare(tie, b.ties[i]!);
    if (order !== 0) return order;
  }
  return 0;
}
