import { type FieldNode, type FragmentDefinitionNode, type GraphQLResolveInfo, Kind, type SelectionNode } from 'graphql';
import type { View } from '../../analysis/projection/view.ts';
import { idKind } from '../../model/id.ts';
import type { VoiceFilter } from '../../model/tieFilter.ts';
import type { Context } from '../common/context.ts';
import { type EntityNode, loadEntity, type ProjectedEntity, projectedName } from './entity.loader.ts';
import { requireEntities } from './search.loader.ts';
import { byVoices, restrictsVoices, viewWithPassages } from './voices.loader.ts';

const PROJECTED_FIELDS: ReadonlySet<string> = new Set<keyof ProjectedEntity>(['__typename', 'id', 'name', 'kind']);

/**
 * The current view of the graph, by some voices only where these are restricted, and in it the nodes of entities by reference.
 * An id that the projection knows costs no statement. The context records the revision that the answer shows.
 * @throws UNKNOWN_ENTITY, UNKNOWN_SOURCE
 */
export async function findNodes(
  context: Context,
  references: readonly string[],
  voices?: VoiceFilter | null,
): Promise<{ view: View; nodes: number[] }> {
  if (!restrictsVoices(voices)) return findNodesOf(context, references);
  await viewWithPassages(context);
  const { view, nodes } = await findNodesOf(context, references);
  // Rebuilt meanwhile.
  if (view.passages === null) return findNodes(context, references, voices);
  return { view: await byVoices(context, view, voices), nodes };
}

async function findNodesOf(context: Context, references: readonly string[]): Promise<{ view: View; nodes: number[] }> {
  const { projection } = context.services;
  const current = await projection.view();
  context.setRevision(current.revision);
  const isProjected = (reference: string) => idKind(reference) === 'entity' && current.node(reference) >= 0;
  const others = references.filter((reference) => !isProjected(reference));
  const found = new Map((await requireEntities(context, others)).map((id, index) => [others[index]!, id]));
  const ids = references.map((reference) => found.get(reference) ?? reference);
  const view = ids.every((id) => current.node(id) >= 0) ? current : await projection.latest();
  context.setRevision(view.revision);
  return { view, nodes: ids.map((id) => view.node(id)) };
}

/**
 * An entity as a field of an answer of the projection: synchronously from there if no other fields are selected than it
 * holds, else loaded.
 */
export function entityField(view: View, id: string) {
  return (_: object, context: Context, info: GraphQLResolveInfo): ProjectedEntity | Promise<EntityNode | null> =>
    (selectsProjectedFields(info) ? projectedName(view, id) : null) ?? loadEntity(context, id);
}

/** As `entityField`, for a list. */
export function entitiesField(view: View, ids: readonly string[]) {
  const fields = ids.map((id) => entityField(view, id));
  return (args: object, context: Context, info: GraphQLResolveInfo) => fields.map((field) => field(args, context, info));
}

/** Does a field select nothing but these fields? */
function selectsProjectedFields({ fieldNodes, fragments }: GraphQLResolveInfo): boolean {
  return fieldNodes.every((field) => {
    const answer = cache.get(field) ?? areProjected(field.selectionSet?.selections ?? [], fragments);
    cache.set(field, answer);
    return answer;
  });
}

const cache = new WeakMap<FieldNode, boolean>();

function areProjected(selections: readonly SelectionNode[], fragments: Readonly<Record<string, FragmentDefinitionNode>>): boolean {
  return selections.every((selection) => {
    if (selection.kind === Kind.FIELD) return PROJECTED_FIELDS.has(selection.name.value);
    const { selectionSet } = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value]! : selection;
    return areProjected(selectionSet.selections, fragments);
  });
}
