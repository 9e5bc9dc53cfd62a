import type { Value } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';
import type { Window } from '../../model/interval.ts';
import { type TieCriterion, type TieFilter, tieCriterion } from '../../model/tieFilter.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import { RENAMED, tiesTag } from '../../revisions/touched.ts';
import { sortKey } from '../../store/entity.ts';
import { countPerKey, rowPerKey } from '../common/batch.ts';
import type { Context, TagsOf } from '../common/context.ts';
import { type Connection, cutPage, type Page, PageEdge, pageInfo, pageParameters, pageRowsOf } from '../common/page.ts';
import { criterionParameters } from '../common/tieFilter.ts';
import { type EntityNode, entityInMemory, entityNode, loadEntity, ofKinds } from '../entity/entity.loader.ts';
import { restrictsVoices } from '../entity/voices.loader.ts';
import { inPageOrder, listedInMemory, tieOfView, tiesByVoices } from './entityTies.ts';
import { bestOfPair, neighborsOfNode } from './inMemory.ts';
import { countNeighbors, neighbors, TIE_PARTS, type TieSide } from './relationship.cypher.ts';
import { bestFirst, loadTiesOf, named, type TieNode } from './tie.loader.ts';

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
  return inPageOrder(found, ({ sort }) => sort, page);
}
