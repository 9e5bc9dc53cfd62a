import type { TieListOrder, TiePosition } from '../../analysis/list/ties.ts';
import type { Value } from '../../engine/engine.ts';
import { STATUSES } from '../../model/kinds.ts';
import { endsOf, resolveEnds, type TieCriterion, type TieFilter, tieCriterion, withEnds } from '../../model/tieFilter.ts';
import { vocabularyOf } from '../../model/vocabulary.ts';
import { RENAMED, tiesTag } from '../../revisions/touched.ts';
import { startOrd } from '../../store/dated.ts';
import { runCompleteAnalysis } from '../common/analysis.ts';
import { countPerKey, rowPerKey } from '../common/batch.ts';
import { argumentsKey, type Context } from '../common/context.ts';
import { type Connection, connectionOf, type Page, pageParameters, pageRowsOf } from '../common/page.ts';
import { criterionParameters } from '../common/tieFilter.ts';
import { entityNode, ofKinds } from '../entity/entity.loader.ts';
import { requireEntities } from '../entity/search.loader.ts';
import { restrictsVoices, viewWithPassages } from '../entity/voices.loader.ts';
import { criterionInView, inPageOrder, listedInMemory, type SeenTie, tieOfView, tiesByVoices } from './entityTies.ts';
import { pageByStart, tiesOfNode } from './inMemory.ts';
import { countTiesOfEntity, type TieDirection, tiesOfEntity } from './relationship.cypher.ts';
import { loadTies, loadTiesOf, rankOf, type TieNode, tieNode } from './tie.loader.ts';

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
  return inPageOrder(found, ({ ord }) => ord, page);
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
