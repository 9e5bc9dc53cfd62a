import type { TieListQuestion, TiePosition } from '../../analysis/list/ties.ts';
import type { View } from '../../analysis/projection/view.ts';
import type { Parameters, Value } from '../../engine/engine.ts';
import { idKind, tieParts } from '../../model/id.ts';
import { type Certainty, UNKNOWN_CLO } from '../../model/interval.ts';
import { type RelationshipType, tieTypeName } from '../../model/vocabulary.ts';
import { lowerDegreeEnd, type TieFields, type TieRecord } from '../../store/tie.ts';
import { runCompleteAnalysis } from '../common/analysis.ts';
import { argumentsKey, type Context } from '../common/context.ts';
import type { Detail } from '../common/detail.ts';
import { type Connection, connectionOf, cutPage, type Page, PageEdge, pageInfo, pageParameters } from '../common/page.ts';
import type { PageInfo } from '../common/types.ts';
import { type EntityNode, entityNode, loadEntity } from '../entity/entity.loader.ts';
import { requireEntities } from '../search/search.loader.ts';
import { type NeighborFilter, type RelationshipFilter, tieParameters, typesOf } from './filter.ts';
import {
  countNeighbors,
  countStoredTies,
  countTiesOfEntity,
  DEGREES,
  listStoredTies,
  neighbors,
  type OrderKey,
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

/** A neighbor with all ties of the pair, most confident first. */
interface Neighbor {
  readonly entity: EntityNode;
  readonly sort: string;
  readonly ties: readonly TieNode[];
}

/** An edge to a neighbor, with the most confident tie and all ties. */
class NeighborEdgeNode extends PageEdge<EntityNode> {
  readonly relationship: TieNode;
  readonly relationships: readonly TieNode[];

  constructor({ entity, sort, ties }: Neighbor, list: string) {
    super(entity, list, sort);
    this.relationship = ties[0]!;
    this.relationships = ties;
  }
}

export interface NeighborConnectionNode {
  readonly edges: readonly NeighborEdgeNode[];
  readonly nodes: readonly EntityNode[];
  readonly pageInfo: PageInfo;
  readonly count: () => Promise<number>;
}

/** The ties that a natural field shows. */
export interface NeighborQuestion {
  readonly type: RelationshipType;
  readonly side: TieSide;
  readonly filter: NeighborFilter | null | undefined;
}

/** The neighbors of an entity over ties of one type. */
export async function loadNeighbors(context: Context, id: string, question: NeighborQuestion, page: Page): Promise<NeighborConnectionNode> {
  const { type, side } = question;
  const { certainty, parameters } = tieParameters(question.filter);
  // The order of these does not depend on that of the arguments.
  const base = JSON.stringify([type, side, certainty, parameters]);
  const found = await context.load(`neighbors ${base} ${JSON.stringify(page)}`, id, async (_, ids) => {
    const statement = neighbors(type, side, certainty, page.backward ? 'DESC' : 'ASC', context.detail);
    const rows = await context.engine.read(statement, { ids, ...(parameters as unknown as Parameters), ...pageParameters(page) });
    const lists = rows.map(
      async ([owner, list]) => [owner as string, await neighborsOf(context, owner as string, question, list!, page)] as const,
    );
    const byId = new Map(await Promise.all(lists));
    return ids.map((one) => byId.get(one) ?? []);
  });
  const { items, more } = cutPage(page, found);
  const edges = items.map((item) => new NeighborEdgeNode(item, page.list));
  const count = () =>
    context.load(`countNeighbors ${base}`, id, async (_, ids) =>
      countsOf(await context.engine.read(countNeighbors(type, side, certainty), { ids, ...(parameters as unknown as Parameters) }), ids),
    );
  return { edges, nodes: items.map(({ entity }) => entity), pageInfo: pageInfo(page, more, edges), count };
}

/** The neighbors of a page, in its order, which rows of a statement need not have. */
async function neighborsOf(context: Context, id: string, { type }: NeighborQuestion, list: Value, page: Page): Promise<Neighbor[]> {
  const rows = list as readonly [string, Value, string, readonly (readonly [boolean, Value])[]][];
  const ends = await Promise.all(
    rows.map(([other, values]) => (values === null ? loadEntity(context, other) : entityNode(context, values))),
  );
  const found = rows.map(([other, , sort, ties], index) => {
    const nodes = ties.map(([startsAtEntity, fields]) => {
      const [from, to] = startsAtEntity ? [id, other] : [other, id];
      return named(TIE_PARTS[context.detail].decode(fields), type, from, to);
    });
    return { entity: ends[index] as EntityNode, sort, ties: nodes.sort(bestFirst) };
  });
  return inOrder(found, ({ sort }) => sort, page);
}

function inOrder<T>(found: T[], keyOf: (item: T) => string, { backward }: Page): T[] {
  const sense = backward ? -1 : 1;
  return found.sort((a, b) => (keyOf(a) < keyOf(b) ? -sense : sense));
}

/** Order of ties: most confident first, then by id. */
export function bestFirst(a: TieRecord, b: TieRecord): number {
  return b.confidence - a.confidence || (a.id < b.id ? -1 : 1);
}

/** A page of the ties of an entity, one by one. */
export async function loadTiesOfEntity(
  context: Context,
  id: string,
  filter: RelationshipFilter | null | undefined,
  direction: TieDirection,
  page: Page,
): Promise<Connection<TieNode>> {
  const { certainty, parameters } = await relationshipParameters(context, filter);
  const base = argumentsKey({ direction, certainty, parameters });
  const found = await context.load(`tiesOfEntity ${base} ${argumentsKey(page)}`, id, async (_, ids) => {
    const statement = tiesOfEntity(direction, certainty, page.backward ? 'DESC' : 'ASC', context.detail);
    const rows = await context.engine.read(statement, { ids, ...parameters, ...pageParameters(page) });
    const byId = new Map(rows.map(([owner, list]) => [owner as string, tiesIn(context, list!, page)]));
    return ids.map((one) => byId.get(one) ?? []);
  });
  return connectionOf(
    page,
    found,
    (tie) => tie.ord,
    () =>
      context.load(`countTiesOfEntity ${base}`, id, async (_, ids) =>
        countsOf(await context.engine.read(countTiesOfEntity(direction, certainty), { ids, ...parameters }), ids),
      ),
  );
}

function tiesIn(context: Context, list: Value, page: Page): TieNode[] {
  const found = (list as readonly [Value, Value][]).map(([other, tie]) => {
    if (other !== null) entityNode(context, other);
    return tieNode(tie, context.detail);
  });
  return inOrder(found, ({ ord }) => ord, page);
}

/** Ties of the whole graph: filtered on the projection once it is built, until then in the store. */
export async function listRelationships(
  context: Context,
  filter: RelationshipFilter | null | undefined,
  key: OrderKey,
  descending: boolean,
  page: Page,
): Promise<Connection<TieNode>> {
  const { certainty, parameters } = await relationshipParameters(context, filter);
  const backward = page.backward !== descending;
  const list = context.services.projection.isBuilt
    ? await projectedTies(context, { certainty, ...parameters }, key, backward, page)
    : await storedTies(context, { certainty, ...parameters }, key, backward, page);
  return connectionOf(page, list.ties, (tie) => (key === 'START' ? tie.ord : tie.strength), list.count);
}

interface TieList {
  readonly ties: readonly TieNode[];
  readonly count: () => Promise<number>;
}

type ListParameters = Awaited<ReturnType<typeof relationshipParameters>>['parameters'] & { readonly certainty: Certainty };

async function storedTies(
  context: Context,
  listParameters: ListParameters,
  key: OrderKey,
  backward: boolean,
  page: Page,
): Promise<TieList> {
  const { certainty, ...parameters } = listParameters;
  const anchors = parameters.involving ?? parameters.from ?? parameters.to ?? null;
  const start = anchors === null ? 'everywhere' : 'anchored';
  const all = { ...parameters, ...(anchors === null ? {} : { anchors }) };
  const rows = await context.engine.read(listStoredTies(start, certainty, key, backward ? 'DESC' : 'ASC'), {
    ...all,
    ...pageParameters(page),
  });
  return {
    ties: rows.map(([value]) => tieNode(value!)),
    count: async () => (await context.engine.read(countStoredTies(start, certainty), all))[0]![0] as number,
  };
}

async function projectedTies(
  context: Context,
  listParameters: ListParameters,
  key: OrderKey,
  backward: boolean,
  page: Page,
): Promise<TieList> {
  const view = await context.services.projection.view();
  context.setRevision(view.revision);
  const list = tieListQuestion(view, listParameters);
  const { ids } = await runCompleteAnalysis(context, view, {
    kind: 'tieList',
    list,
    order: key,
    range: { after: placeOf(page.after), before: placeOf(page.before), backward, limit: page.size + 1 },
  });
  const ties = await Promise.all(ids.map((id) => loadTie(context, id)));
  const count = async () => (await runCompleteAnalysis(context, view, { kind: 'tieCount', list })).count;
  return { ties: ties.filter((tie) => tie !== null), count };
}

/** The list that a filter selects, as the projection takes it. */
export function tieListQuestion(view: View, listParameters: ListParameters): TieListQuestion {
  const nodes = (ids: readonly string[] | null) => ids?.map((id) => view.node(id)) ?? null;
  return {
    filter: {
      types: listParameters.types,
      status: listParameters.status,
      minConfidence: listParameters.minConfidence,
      window: { first: listParameters.first, last: listParameters.last },
      certainty: listParameters.certainty,
      undated: listParameters.latestClo === UNKNOWN_CLO,
    },
    from: nodes(listParameters.from),
    to: nodes(listParameters.to),
    involving: nodes(listParameters.involving),
    kinds: listParameters.kinds,
  };
}

/** The position in a list that a sort key means: `rank|id`, the form of `ord` and `strength`. */
function placeOf(key: string | null): TiePosition | null {
  if (!key) return null;
  const [rank, id] = key.split('|');
  return { rank: Number(rank), id: id ?? '' };
}

/**
 * The parameters of a filter, with its entities as ids.
 * @throws UNKNOWN_ENTITY, BAD_WINDOW, BAD_INPUT
 */
export async function relationshipParameters(context: Context, filter: RelationshipFilter | null | undefined) {
  const { certainty, parameters } = tieParameters(filter);
  const named = (references: string[] | null | undefined) => (references ? requireEntities(context, references) : null);
  const [from, to, involving] = await Promise.all([named(filter?.from), named(filter?.to), named(filter?.involving)]);
  return { certainty, parameters: { ...parameters, types: typesOf(filter), from, to, involving } };
}

function countsOf(rows: readonly (readonly Value[])[], ids: readonly string[]): number[] {
  const counts = new Map(rows.map(([id, count]) => [id as string, count as number]));
  return ids.map((id) => counts.get(id) ?? 0);
}

/** The tie with this id; null if there is none, or if its ends are merged into one. */
export async function loadTie(context: Context, id: string): Promise<TieNode | null> {
  if (idKind(id) !== 'tie') return null;
  return context.load('tie', id, async (_, ids) => {
    const ends = [...new Set(ids.flatMap((one) => [tieParts(one).from, tieParts(one).to]))];
    const degrees = new Map((await context.engine.read(DEGREES, { ids: ends })) as unknown as [string, number][]);
    const rows = await context.engine.read(TIES_BY_ID, { rows: ids.map((one) => ({ id: one, anchor: lowerDegreeEnd(one, degrees) })) });
    const found = new Map(rows.map(([value]) => tieNode(value!)).map((tie) => [tie.id, tie]));
    return ids.map((one) => found.get(one) ?? null);
  });
}
