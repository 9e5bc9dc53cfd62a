import type { View } from '../../analysis/projection/view.ts';
import type { PartialDate } from '../../model/date.ts';
import type { EntityKind } from '../../model/kinds.ts';
import type { TieCriterion, TieFilter } from '../../model/tieFilter.ts';
import type { Context } from '../common/context.ts';
import { criterionInView } from '../relationship/entityTies.ts';

/**
 * The current graph and the criterion of the part that an analysis covers: its kinds are those of both ends, and undated ties
 * are left out, unless the filter says otherwise.
 * @throws UNKNOWN_ENTITY, BAD_INPUT
 */
export async function subgraph(
  context: Context,
  filter: TieFilter | null,
  at: PartialDate | null,
  defaultKinds: readonly EntityKind[] | null,
): Promise<{ view: View; criterion: TieCriterion }> {
  const given = { ...filter, at, undated: filter?.undated ?? false };
  const {
    view,
    criterion: { eitherKind, ...criterion },
  } = await criterionInView(context, given);
  return { view, criterion: { ...criterion, bothKinds: eitherKind ?? defaultKinds } };
}

/** Ties or entities that one field lists. */
export const MAX_LISTED = 100;
