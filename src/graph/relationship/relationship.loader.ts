import type { TieListOrder, TiePosition } from '../../analysis/list/ties.ts';
import { CONFIDENCE_SCALE } from '../../analysis/projection/records.ts';
import type { View } from '../../analysis/projection/view.ts';
import { tieMatcher } from '../../analysis/subgraph/tieMatcher.ts';
import type { Value } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';
import { idKind } from '../../model/id.ts';
import type { Window } from '../../model/interval.ts';
import { STATUSES } from '../../model/kinds.ts';
import { endsOf, lookup, resolveEnds, type TieCriterion, type TieFilter, tieCriterion, withEnds } from '../../model/tieFilter.ts';
import { tieRank } from '../../model/tieRank.ts';
import { type RelationshipType, tieTypeName, vocabularyOf } from '../../model/vocabulary.ts';
import { RENAMED, tiesTag } from '../../revisions/touched.ts';
import { startOrd } from '../../store/dated.ts';
import { sortKey } from '../../store/entity.ts';
import { confidenceSortKey, type TieFields, type TieRecord } from '../../store/tie.ts';
import { degreesIn, tiePairs } from '../../write/load/records.ts';
import { runCompleteAnalysis } from '../common/analysis.ts';
import { countPerKey, listPerKey, recordPerId, rowPerKey } from '../common/batch.ts';
import { argumentsKey, type Context, ofRecord, type TagsOf } from '../common/context.ts';
import type { Detail } from '../common/detail.ts';
import { type Connection, connectionOf, cutPage, type Page, PageEdge, pageInfo, pageParameters, pageRowsOf } from '../common/page.ts';
import { criterionParameters } from '../common/tieFilter.ts';
import { type EntityNode, entityInMemory, entityNode, loadEntity } from '../entity/entity.loader.ts';
import { findNodes } from '../entity/projectedEntity.ts';
import { requireEntities } from '../entity/search.loader.ts';
import { restrictsVoices, viewWithPassages } from '../entity/voices.loader.ts';
import { bestOfPair, listedNode, neighborsOfNode, pageByStart, tiesOfNode, type ViewTie } from './inMemory.ts';
import {
  countNeighbors,
  countTiesOfEntity,
  degreesOfEntity,
  neighbors,
  TIE_PARTS,
  TIES_BY_ID,
  type TieDirection,
  type TieSide,
  tiesOfEntity,
} from './relationship.cypher.ts';

/** A tie as resolvers return it. Its ends are ids, as merged. */
export interface TieNode extends TieRecord {
  readonly __typename: string;
}

function tieNode(value: Value, detail: Detail = 'full'): TieNode {
  const [type, from, to, fields] = value as readonly [RelationshipType, string, string, Value];
  return named(TIE_PARTS[detail].decode(fields), type, from, to);
}

function named(fields: TieFields, type: RelationshipType, from: string, to: string): TieNode {
  const node = fields as { -readonly [Name in keyof TieNode]: TieNode[Name] };
  node.type = type;
  node.from = from;
  node.to = to;
  node.__typename = tieTypeName(type);
  return node;
}

/** A neighbor with all ties of the pair, the best first. */
interface Neighbor {
  readonly entity: EntityNode;
  readonly sort: string;
  readonly ties: readonly TieNode[];
}

/** An edge to a neighbor, with the best tie and all ties. */
class NeighborEdgeNode extends PageEdge<EntityNode> {
  readonly relationship: TieNode;
  readonly relationships: readonly TieNode[];

  constructor({ entity, sort, ties }: Neighbor, page: Page) {
    super(entity, page, sort);
    this.relationship = ties[0]!;
    this.relationships = ties;
  }
}

export interface NeighborConnectionNode {
  readonly edges: readonly NeighborEdgeNode[];
  readonly nodes: readonly EntityNode[];
  readonly pageInfo: Connection<EntityNode>['pageInfo'];
  readonly totalCount: () => Promise<number>;
}

/** The ties that a natural field shows. */
export interface NeighborQuestion {
  readonly type: RelationshipType;
  readonly side: TieSide;
  readonly filter: TieFilter | null;
}

/** The neighbors of an entity over ties of one type. */
export async function loadNeighbors(context: Context, id: string, question: NeighborQuestion, page: Page): Promise<NeighborConnectionNode> {
  if (restrictsVoices(question.filter?.voices)) return neighborsByVoices(context, id, question, page);
  const { type, side } = question;
  const criterion = tieCriterion(question.filter ?? {});
  const known = neighborsInMemory(context, id, question, criterion, page);
  if (known !== null) return known;
  const { certainty, parameters } = criterionParameters(criterion);
  const window = criterion.window ?? null;
  // The order of these does not depend on that of the arguments.
  const base = JSON.stringify([type, side, certainty, parameters]);
  const found = await context.load(
    `neighbors ${base} ${JSON.stringify(page)}`,
    id,
    async (loading, ids) => {
      const statement = neighbors(type, side, certainty, page.backward ? 'DESC' : 'ASC', context.detail);
      const rows = await loading.engine.read(statement, { ids, ...parameters, ...pageParameters(page) });
      return Promise.all(rowPerKey(ids, rows, ([owner, list]) => neighborsOf(loading, owner as string, question, window, list!, page), []));
    },
    ofNeighbors,
  );
  const { items, more } = cutPage(page, found);
  const edges = items.map((item) => new NeighborEdgeNode(item, page));
  const totalCount = () =>
    context.load(
      `countNeighbors ${base}`,
      id,
      async ({ engine }, ids) => countPerKey(ids, await engine.read(countNeighbors(type, side, certainty), { ids, ...parameters })),
      ofKinds,
    );
  return { edges, nodes: items.map(({ entity }) => entity), pageInfo: pageInfo(page, more, edges), totalCount };
}

/** A relationship of memory as resolvers take it: an operation for which it is loaded selects no more than it has. */
const tieOfView = (tie: ViewTie): TieNode => tie as Partial<TieNode> as TieNode;

/** The node of an entity and the view that answers its lists; null where none does. */
function listedInMemory({ view }: Context, id: string): { readonly view: View; readonly node: number } | null {
  const node = view === null ? -1 : listedNode(view, id);
  return view === null || node < 0 ? null : { view, node };
}

/** As `loadNeighbors`, from the graph in memory; null where it does not answer. */
function neighborsInMemory(
  context: Context,
  id: string,
  { type, side }: NeighborQuestion,
  { from, to, involving, ...criterion }: TieCriterion<string>,
  page: Page,
): NeighborConnectionNode | null {
  const listed = listedInMemory(context, id);
  if (listed === null) return null;
  const { view, node } = listed;
  const found = neighborsOfNode(view, node, type, side, criterion);
  if (found === null) return null;
  const rows = pageRowsOf(page, found, ({ sort }) => sort);
  const { items, more } = cutPage(page, rows);
  const edges = items.map((item) => {
    const ties = bestOfPair(view, item.ties, criterion.window ?? null).map(tieOfView);
    return new NeighborEdgeNode({ entity: entityInMemory(context, item.id)!, sort: item.sort, ties }, page);
  });
  context.showPart(tiesTag(id), RENAMED, ...rows.map((row) => row.id));
  return { edges, nodes: edges.map((edge) => edge.node), pageInfo: pageInfo(page, more, edges), totalCount: async () => found.length };
}

/** As `loadNeighbors`, from the passages of some voices: they are in the projection, so the neighbors are found there too. */
async function neighborsByVoices(
  context: Context,
  id: string,
  { type, side, filter }: NeighborQuestion,
  page: Page,
): Promise<NeighborConnectionNode> {
  const { view, criterion, ties: all } = await tiesByVoices(context, id, { ...filter, types: [type] });
  const found = groupBy(
    all.filter((tie) => tie.side === side),
    ({ other }) => other,
  );
  const neighbors = await Promise.all(
    [...found].map(async ([other, ties]) => {
      const otherId = view.entityId(other);
      const sort = sortKey(view.name(other) ?? (await loadEntity(context, otherId))!.name, otherId);
      return { id: otherId, sort, ties: ties.map(({ tie }) => tie) };
    }),
  );
  const { items, more } = cutPage(
    page,
    pageRowsOf(page, neighbors, ({ sort }) => sort),
  );
  const loaded = await Promise.all(
    items.map(async (neighbor): Promise<Neighbor> => {
      const ids = neighbor.ties.map((tie) => view.tieId(tie));
      const [entity, ties] = await Promise.all([loadEntity(context, neighbor.id), loadTiesOf(context, view, ids)]);
      return { entity: entity!, sort: neighbor.sort, ties: bestFirst(ties, criterion.window ?? null) };
    }),
  );
  const edges = loaded.map((item) => new NeighborEdgeNode(item, page));
  const totalCount = async () => neighbors.length;
  return { edges, nodes: loaded.map(({ entity }) => entity), pageInfo: pageInfo(page, more, edges), totalCount };
}

/** A tie of a view, seen from one of its ends. */
interface SeenTie {
  readonly tie: number;
  readonly type: RelationshipType;
  /** The side of the entity it is seen from; symmetric ties are always seen `from`. */
  readonly side: TieSide;
  readonly other: number;
}

/** The ties of an entity that pass a filter by voices, with the kinds of the entities at their other ends. */
async function tiesByVoices(
  context: Context,
  id: string,
  { entityKinds, ...filter }: TieFilter,
): Promise<{ view: View; criterion: TieCriterion; ties: SeenTie[] }> {
  const { view, criterion } = await criterionInView(context, filter);
  const node = view.node(id);
  const matches = tieMatcher(view, criterion);
  const ties = [...view.ties(node, 'ANY')]
    .filter(matches)
    .map((tie) => seenFrom(view, node, tie))
    .filter(({ other }) => !entityKinds || entityKinds.includes(view.kind(other)));
  return { view, criterion, ties };
}

function seenFrom(view: View, node: number, tie: number): SeenTie {
  const type = view.type(tie);
  const isFrom = view.from(tie) === node;
  return { tie, type, side: isFrom || vocabularyOf(type).symmetric ? 'from' : 'to', other: isFrom ? view.to(tie) : view.from(tie) };
}

/** How many neighbors and ties an entity has in one natural field. */
export interface DegreeNode {
  readonly type: RelationshipType;
  readonly side: TieSide;
  readonly neighbors: number;
  readonly relationships: number;
}

/** How many neighbors and ties each natural field of an entity would show; only those that show any. */
export async function loadDegrees(context: Context, id: string, filter: TieFilter | null): Promise<DegreeNode[]> {
  if (restrictsVoices(filter?.voices)) {
    const { ties } = await tiesByVoices(context, id, filter!);
    return degreesOf(ties);
  }
  const known = degreesInMemory(context, id, filter);
  if (known !== null) return known;
  const { certainty, parameters } = criterionParameters(tieCriterion(filter ?? {}));
  return context.load(
    `degrees ${argumentsKey({ certainty, parameters })}`,
    id,
    async ({ engine }, ids) => {
      const rows = await engine.read(degreesOfEntity(certainty), { ids, ...parameters });
      return listPerKey(ids, rows, (counted): DegreeNode => {
        const [type, starts, neighbors, relationships] = counted as readonly [RelationshipType, boolean, number, number];
        return { type, side: starts ? 'from' : 'to', neighbors, relationships };
      });
    },
    ofKinds,
  );
}

function degreesOf(ties: readonly SeenTie[]): DegreeNode[] {
  return [...groupBy(ties, ({ type, side }) => `${type} ${side}`).values()].map((found): DegreeNode => {
    const { type, side } = found[0]!;
    return { type, side, neighbors: new Set(found.map(({ other }) => other)).size, relationships: found.length };
  });
}

/** As `loadDegrees`, from the graph in memory; null where it does not answer. */
function degreesInMemory(context: Context, id: string, filter: TieFilter | null): DegreeNode[] | null {
  const listed = listedInMemory(context, id);
  if (listed === null) return null;
  const { view, node } = listed;
  const { from, to, involving, ...criterion } = tieCriterion(filter ?? {});
  const ties = tiesOfNode(view, node, 'ANY', criterion);
  if (ties === null) return null;
  context.showPart(tiesTag(id), RENAMED);
  return degreesOf(ties.map((tie) => seenFrom(view, node, tie)));
}

/** Of what an entity's relationships and the kinds of its neighbors say. */
const ofKinds: TagsOf<unknown> = (id) => [tiesTag(id), RENAMED];

const ofNeighbors: TagsOf<readonly Neighbor[]> = (id, list) => [tiesTag(id), RENAMED, ...list.map(({ entity }) => entity.id)];

/** The neighbors of a page, in its order, which rows of a statement need not have. */
async function neighborsOf(
  context: Context,
  id: string,
  { type }: NeighborQuestion,
  window: Window | null,
  list: Value,
  page: Page,
): Promise<Neighbor[]> {
  const rows = list as readonly [string, Value, string, readonly (readonly [boolean, Value])[]][];
  const ends = await Promise.all(
    rows.map(([other, values]) => (values === null ? loadEntity(context, other) : entityNode(context, values))),
  );
  const found = rows.map(([other, , sort, ties], index) => {
    const nodes = ties.map(([startsAtEntity, fields]) => {
      const [from, to] = startsAtEntity ? [id, other] : [other, id];
      return named(TIE_PARTS[context.detail].decode(fields), type, from, to);
    });
    return { entity: ends[index] as EntityNode, sort, ties: bestFirst(nodes, window) };
  });
  return inOrder(found, ({ sort }) => sort, page);
}

function inOrder<T>(found: T[], keyOf: (item: T) => string, { backward }: Page): T[] {
  const sense = backward ? -1 : 1;
  return found.sort((a, b) => (keyOf(a) < keyOf(b) ? -sense : sense));
}

/** The ties of a pair, the best in the window first (`tieRank`). */
function bestFirst(ties: TieNode[], window: Window | null): TieNode[] {
  if (ties.length < 2) return ties;
  return ties
    .map((tie) => ({ tie, rank: rankOf(tie, window) }))
    .sort((a, b) => a.rank - b.rank || (a.tie.id < b.tie.id ? -1 : 1))
    .map(({ tie }) => tie);
}

function rankOf(tie: TieNode, window: Window | null): number {
  return tieRank(tie, tie.confidence, window, vocabularyOf(tie.type).lastingDays);
}

/** A page of the ties of an entity, one by one. */
export async function loadTiesOfEntity(
  context: Context,
  id: string,
  filter: TieFilter | null,
  direction: TieDirection,
  page: Page,
): Promise<Connection<TieNode>> {
  if (restrictsVoices(filter?.voices)) return tiesOfEntityByVoices(context, id, filter!, direction, page);
  const criterion = await resolveEnds(tieCriterion(filter ?? {}), (references) => requireEntities(context, references));
  const known = tiesOfEntityInMemory(context, id, criterion, direction, page);
  if (known !== null) return known;
  const { certainty, parameters } = criterionParameters(criterion);
  const base = argumentsKey({ direction, certainty, parameters });
  const found = await context.load(
    `tiesOfEntity ${base} ${argumentsKey(page)}`,
    id,
    async (loading, ids) => {
      const statement = tiesOfEntity(direction, certainty, page.backward ? 'DESC' : 'ASC', context.detail);
      const rows = await loading.engine.read(statement, { ids, ...parameters, ...pageParameters(page) });
      return rowPerKey(ids, rows, ([, list]) => tiesIn(loading, list!, page), []);
    },
    ofKinds,
  );
  return connectionOf(
    page,
    found,
    (tie) => tie.ord,
    () =>
      context.load(
        `countTiesOfEntity ${base}`,
        id,
        async ({ engine }, ids) => countPerKey(ids, await engine.read(countTiesOfEntity(direction, certainty), { ids, ...parameters })),
        ofKinds,
      ),
  );
}

/** As `loadTiesOfEntity`, from the graph in memory; null where it does not answer. */
function tiesOfEntityInMemory(
  context: Context,
  id: string,
  criterion: TieCriterion<string>,
  direction: TieDirection,
  page: Page,
): Connection<TieNode> | null {
  const listed = listedInMemory(context, id);
  if (listed === null) return null;
  const { view, node } = listed;
  const nodes = withEnds(criterion, (end) => view.node(end));
  // An entity that is newer than the graph in memory.
  if (endsOf(nodes).includes(-1)) return null;
  const ties = tiesOfNode(view, node, direction, nodes);
  if (ties === null) return null;
  context.showPart(tiesTag(id), RENAMED);
  return connectionOf(
    page,
    pageByStart(view, page, ties).map(tieOfView),
    (tie) => tie.ord,
    async () => ties.length,
  );
}

/** As `loadTiesOfEntity`, from the passages of some voices. */
async function tiesOfEntityByVoices(
  context: Context,
  id: string,
  filter: TieFilter,
  direction: TieDirection,
  page: Page,
): Promise<Connection<TieNode>> {
  const { view, ties: all } = await tiesByVoices(context, id, filter);
  const follows = ({ type, side }: SeenTie) =>
    direction === 'ANY' || vocabularyOf(type).symmetric || side === (direction === 'OUT' ? 'from' : 'to');
  const listed = all.filter(follows).map(({ tie }) => startOrd(view.lo(tie), view.tieId(tie)));
  const places = pageRowsOf(page, listed, (place) => place);
  const ties = await loadTiesOf(
    context,
    view,
    places.map((place) => placeOf(place)!.id),
  );
  return connectionOf(
    page,
    ties,
    (tie) => tie.ord,
    async () => listed.length,
  );
}

function tiesIn(context: Context, list: Value, page: Page): TieNode[] {
  const found = (list as readonly [Value, Value][]).map(([other, tie]) => {
    if (other !== null) entityNode(context, other);
    return tieNode(tie, context.detail);
  });
  return inOrder(found, ({ ord }) => ord, page);
}

/**
 * The current view of the graph, by the voices of a filter, and in it the criterion of the filter.
 * @throws UNKNOWN_ENTITY, UNKNOWN_SOURCE, BAD_WINDOW, BAD_INPUT
 */
export async function criterionInView(context: Context, filter: TieFilter): Promise<{ view: View; criterion: TieCriterion }> {
  const given = tieCriterion(filter);
  const references = endsOf(given);
  const { view, nodes } = await findNodes(context, references, filter.voices);
  return { view, criterion: withEnds(given, lookup(references, nodes)) };
}

/** Ties of the whole graph: filtered and counted on the projection, the page loaded by id. */
export async function listRelationships(
  context: Context,
  filter: TieFilter | null,
  order: TieListOrder,
  descending: boolean,
  page: Page,
): Promise<Connection<TieNode>> {
  const { view, criterion } = await criterionInView(context, filter ?? {});
  const backward = page.backward !== descending;
  const range = { after: placeOf(page.after), before: placeOf(page.before), backward, limit: page.size + 1 };
  const { ids } = await runCompleteAnalysis(context, view, { kind: 'tieList', filter: criterion, order, range });
  return connectionOf(
    page,
    await loadTiesOf(context, view, ids),
    (tie) => (order === 'START' ? tie.ord : `${rankOf(tie, criterion.window ?? null)}|${tie.id}`),
    async () => (await runCompleteAnalysis(context, view, { kind: 'tieCount', filter: criterion })).count,
  );
}

/** The ties that a source asserts or denies, whatever their status, by the earliest day on which each may have begun. */
export async function loadTiesOfSource(context: Context, source: string, onlyHere: boolean, page: Page): Promise<Connection<TieNode>> {
  const view = await viewWithPassages(context);
  const cited = { source: view.passages.sourceIndex.get(source) ?? NO_SOURCE, onlyHere };
  const listed = { filter: { status: STATUSES }, cited };
  const range = { after: placeOf(page.after), before: placeOf(page.before), backward: page.backward, limit: page.size + 1 };
  const { ids } = await runCompleteAnalysis(context, view, { kind: 'tieList', ...listed, order: 'START', range });
  return connectionOf(
    page,
    await loadTies(context, ids),
    (tie) => tie.ord,
    async () => (await runCompleteAnalysis(context, view, { kind: 'tieCount', ...listed })).count,
  );
}

/** No index of a source: it was recorded after the view. */
const NO_SOURCE = -1;

/** The position in a list that a sort key means: `rank|id`, the form of `ord` and `strength`. */
export function placeOf(key: string | null): TiePosition | null {
  if (!key) return null;
  const [rank, id] = key.split('|');
  return { rank: Number(rank), id: id ?? '' };
}

/** The tie with this id, or the one that it is shown as; null if there is none, or if its ends are merged into one. */
export async function loadTie(context: Context, id: string): Promise<TieNode | null> {
  if (idKind(id) !== 'tie') return null;
  const tie = await context.load(
    'tie',
    id,
    async ({ engine }, ids) => {
      const { joinsFromFewer, read } = engine;
      const rows = await read(TIES_BY_ID, { rows: tiePairs(ids, await degreesIn({ joinsFromFewer, run: read }, ids)) });
      return recordPerId(ids, rows, (values) => tieNode(values));
    },
    ofRecord,
  );
  return tie?.sameAs ? loadTie(context, tie.sameAs) : tie;
}

/** As `loadTie`, of a tie of a view: with the status, confidence and voices that it has there. */
export async function loadTieOf(context: Context, view: View, id: string): Promise<TieNode | null> {
  const tie = await loadTie(context, id);
  if (tie === null || view.voices === null) return tie;
  const index = view.tie(id);
  const weight = index < 0 ? null : view.weightOfTie(index);
  if (weight === null) return tie;
  // Not that of the weight where an editor set it.
  const confidence = view.confidence(index) / CONFIDENCE_SCALE;
  const { asserting: assertingVoices, denying: denyingVoices } = weight.voices;
  const weighed = { status: weight.status, confidence, strength: confidenceSortKey(confidence, id), assertingVoices, denyingVoices };
  return Object.assign(Object.create(Object.getPrototypeOf(tie)), tie, weighed);
}

/** As `loadTies`, of ties of a view. */
export async function loadTiesOf(context: Context, view: View, ids: readonly string[]): Promise<TieNode[]> {
  return (await Promise.all(ids.map((id) => loadTieOf(context, view, id)))).filter((tie) => tie !== null);
}

/** Ties by id, in the given order, without those deleted meanwhile. */
export async function loadTies(context: Context, ids: readonly string[]): Promise<TieNode[]> {
  return (await Promise.all(ids.map((id) => loadTie(context, id)))).filter((tie) => tie !== null);
}
