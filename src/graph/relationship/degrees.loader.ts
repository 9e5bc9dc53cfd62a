import { groupBy } from '../../model/group.ts';
import { type TieFilter, tieCriterion } from '../../model/tieFilter.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import { RENAMED, tiesTag } from '../../revisions/touched.ts';
import { listPerKey } from '../common/batch.ts';
import { argumentsKey, type Context } from '../common/context.ts';
import { criterionParameters } from '../common/tieFilter.ts';
import { ofKinds } from '../entity/entity.loader.ts';
import { restrictsVoices } from '../entity/voices.loader.ts';
import { listedInMemory, type SeenTie, seenFrom, tiesByVoices } from './entityTies.ts';
import { tiesOfNode } from './inMemory.ts';
import { degreesOfEntity, type TieSide } from './relationship.cypher.ts';

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

function degreesOf(ties: readonly SeenTie[]): DegreeNode[] {
  return [...groupBy(ties, ({ type, side }) => `${type} ${side}`).values()].map((found): DegreeNode => {
    const { type, side } = found[0]!;
    return { type, side, neighbors: new Set(found.map(({ other }) => other)).size, relationships: found.length };
  });
}
