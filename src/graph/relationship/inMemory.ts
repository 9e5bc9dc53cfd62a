import { LRUCache } from 'lru-cache';
import { sizeIn, sizeOf } from '../../analysis/projection/buffers.ts';
import { CONFIDENCE_SCALE } from '../../analysis/projection/records.ts';
import type { View } from '../../analysis/projection/view.ts';
import { tieMatcher } from '../../analysis/subgraph/tieMatcher.ts';
import { type Bounds, type Interval, UNKNOWN_LO, type Window } from '../../model/interval.ts';
import type { Direction, EntityKind, Status } from '../../model/kinds.ts';
import type { TieCriterion } from '../../model/tieFilter.ts';
import { tieRank } from '../../model/tieRank.ts';
import { type RelationshipType, tieTypeName, vocabularyOf } from '../../model/vocabulary.ts';
import { startOrd } from '../../store/dated.ts';
import { sortKey } from '../../store/entity.ts';
import type { PageBounds } from '../common/page.ts';
import type { TieSide } from './relationship.cypher.ts';

/*
 * The lists of one entity, from the graph in memory: what the statements of `relationship.cypher.ts` find, in the same order.
 * `tests/api/graph/inMemory.property.test.ts` compares the two.
 */

/** From this many relationships on, a list of an entity is read by a statement: others would wait while it is put into order. */
const MAX_LISTED = 5_000;

/** Does a view hold all that a `ViewTie` shows of these? Not of what a server of an earlier version wrote. */
function areWhole(view: View, ties: readonly number[]): boolean {
  return ties.every((tie) => view.buffers.ties.dates[tie] !== 0);
}

/** The node of an entity whose lists are answered from a view; -1 where they are not. */
export function listedNode(view: View, id: string): number {
  const node = view.node(id);
  if (node < 0) return -1;
  // Counting those of a hub that has changed takes as long as listing them.
  const wasHub = sizeIn(view.buffers.nodes.traits[node]!) > sizeOf(MAX_LISTED);
  return wasHub || view.degree(node) > MAX_LISTED ? -1 : node;
}

/** A relationship of a view: what memory holds of it, read when it is asked for. Its ends are ids, as merged. */
export class ViewTie {
  constructor(
    private readonly view: View,
    private readonly index: number,
  ) {}

  get __typename(): string {
    return tieTypeName(this.type);
  }
  get id(): string {
    return this.view.tieId(this.index);
  }
  get type(): RelationshipType {
    return this.view.type(this.index);
  }
  get from(): string {
    return this.view.entityId(this.view.from(this.index));
  }
  get to(): string {
    return this.view.entityId(this.view.to(this.index));
  }
  get status(): Status {
    return this.view.status(this.index);
  }
  get confidence(): number {
    return this.view.confidence(this.index) / CONFIDENCE_SCALE;
  }
  get ord(): string {
    return startOrd(this.lo, this.id);
  }
  get lo(): number {
    return this.view.lo(this.index);
  }
  get validity(): Interval & Bounds {
    return { ...this.view.dates(this.index)!, ...this.view.bounds(this.index) };
  }
}

/** A neighbor of a view, with the relationships of the pair by id. */
export interface ListedNeighbor {
  readonly id: string;
  readonly name: string;
  readonly sort: string;
  readonly ties: readonly number[];
}

/**
 * The neighbors of a node over relationships of one type that meet a criterion, each once, in no order. Null where the name of one is not in memory.
 * @param criterion Its `eitherKind` is that of the neighbor.
 */
export function neighborsOfNode(
  view: View,
  node: number,
  type: RelationshipType,
  side: TieSide,
  criterion: TieCriterion<never>,
): ListedNeighbor[] | null {
  const { matches, kinds } = testOf(view, type, criterion);
  const found = new Map<number, number[]>();
  for (const tie of view.ties(node, vocabularyOf(type).symmetric ? 'ANY' : side === 'from' ? 'OUT' : 'IN')) {
    if (!matches(tie)) continue;
    const from = view.from(tie);
    const other = from === node ? view.to(tie) : from;
    if (kinds !== null && !kinds.has(view.kind(other))) continue;
    const known = found.get(other);
    if (known) known.push(tie);
    else found.set(other, [tie]);
  }
  const neighbors: ListedNeighbor[] = [];
  for (const [other, ties] of found) {
    const name = view.name(other);
    if (name === null || !areWhole(view, ties)) return null;
    const id = view.entityId(other);
    neighbors.push({ id, name, sort: sortKeyOf(id, name), ties });
  }
  return neighbors;
}

interface Test {
  readonly matches: (tie: number) => boolean;
  readonly kinds: ReadonlySet<EntityKind> | null;
}

/** The tests of each view for relationships of a type without a filter: a question asks for the same list of many entities. */
const plainTests = new WeakMap<View, Map<RelationshipType, Test>>();

function testOf(view: View, type: RelationshipType, criterion: TieCriterion<never>): Test {
  const { window, status, minConfidence, undated, eitherKind } = criterion;
  const isPlain = !window && !status && !minConfidence && undated !== false && !eitherKind;
  const known = isPlain ? plainTests.get(view)?.get(type) : undefined;
  if (known) return known;
  const test = {
    matches: tieMatcher(view, { ...criterion, types: [type], from: null, to: null, involving: null, eitherKind: null }),
    kinds: eitherKind ? new Set(eitherKind) : null,
  };
  if (isPlain) {
    const tests = plainTests.get(view) ?? new Map<RelationshipType, Test>();
    plainTests.set(view, tests.set(type, test));
  }
  return test;
}

/** Sort keys by entity, with the name that each is of: making one takes longer than all else about a neighbor. */
const sortKeys = new LRUCache<string, { readonly name: string; readonly key: string }>({ max: 50_000 });

function sortKeyOf(id: string, name: string): string {
  const known = sortKeys.get(id);
  if (known?.name === name) return known.key;
  const key = sortKey(name, id);
  sortKeys.set(id, { name, key });
  return key;
}

/**
 * The relationships of a node that meet a criterion, in no order. Null where the dates of one are not in memory.
 * @param criterion Its ends are nodes; its `eitherKind` is that of the other end.
 */
export function tiesOfNode(view: View, node: number, direction: Direction, criterion: TieCriterion): number[] | null {
  const { eitherKind } = criterion;
  const kinds = eitherKind ? new Set(eitherKind) : null;
  const matches = tieMatcher(view, { ...criterion, eitherKind: null });
  const found = [...view.ties(node, 'ANY')].filter((tie) => {
    const isFrom = view.from(tie) === node;
    const follows = direction === 'ANY' || isFrom === (direction === 'OUT') || vocabularyOf(view.type(tie)).symmetric;
    return follows && matches(tie) && (kinds === null || kinds.has(view.kind(isFrom ? view.to(tie) : view.from(tie))));
  });
  return areWhole(view, found) ? found : null;
}

/** The relationships of a pair, the best in the window first (`tieRank`), then by id. */
export function bestOfPair(view: View, ties: readonly number[], window: Window | null): ViewTie[] {
  const rankOf = (tie: number) => tieRank(view.bounds(tie), view.confidence(tie) / CONFIDENCE_SCALE, window, view.lastingDays(tie));
  const ordered =
    ties.length < 2
      ? ties
      : ties
          .map((tie) => ({ tie, rank: rankOf(tie) }))
          .sort((a, b) => a.rank - b.rank || view.compareTies(a.tie, b.tie))
          .map(({ tie }) => tie);
  return ordered.map((tie) => new ViewTie(view, tie));
}

/** What stands for an unknown first day in `startOrd`. */
const UNKNOWN_RANK = 9_999_999;

/** As `pageRowsOf`, of relationships by the earliest day on which each may have begun, then by id. */
export function pageByStart(view: View, page: PageBounds, ties: readonly number[]): ViewTie[] {
  const sign = page.backward ? -1 : 1;
  const rankOf = (tie: number) => (view.lo(tie) === UNKNOWN_LO ? UNKNOWN_RANK : view.lo(tie));
  const isWithin = (tie: number) => {
    const place = startOrd(view.lo(tie), view.tieId(tie));
    return place > page.after && (page.before === null || place < page.before);
  };
  return (page.after === '' && page.before === null ? [...ties] : ties.filter(isWithin))
    .sort((a, b) => sign * (rankOf(a) - rankOf(b) || view.compareTies(a, b)))
    .slice(0, page.size + 1)
    .map((tie) => new ViewTie(view, tie));
}
