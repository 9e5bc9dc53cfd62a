import { listedTies, type TieListQuestion } from '../../analysis/list/ties.ts';
import type { View } from '../../analysis/projection/view.ts';
import type { Certainty, Window } from '../../model/interval.ts';
import type { EntityKind, Status } from '../../model/kinds.ts';
import type { RelationshipType, Sign } from '../../model/vocabulary.ts';

/** Which part of the graph is exported: its ties, as the filters of the API choose them. Entities by id. */
export interface Part {
  readonly types?: readonly RelationshipType[] | null;
  readonly excludeTypes?: readonly RelationshipType[] | null;
  readonly sign?: Sign | null;
  /** All but DENIED where none is given. */
  readonly status?: readonly Status[] | null;
  /** 0 to 1. */
  readonly minConfidence?: number | null;
  readonly window?: Window | null;
  readonly certainty?: Certainty | null;
  readonly undated?: boolean | null;
  readonly entityKinds?: readonly EntityKind[] | null;
  readonly from?: readonly string[] | null;
  readonly to?: readonly string[] | null;
  readonly involving?: readonly string[] | null;
}

/** Does it name anything that restricts? */
export function isWhole(part: Part): boolean {
  return Object.values(part).every((value) => value === null || value === undefined);
}

/** Tells of each tie that is alive in a view whether it belongs to the part. */
export function tiesOf(view: View, part: Part): (tie: number) => boolean {
  const { entityKinds, from, to, involving, ...filter } = part;
  const nodes = (ids: readonly string[] | null | undefined) => ids?.map((id) => view.node(id)) ?? null;
  const question: TieListQuestion = { filter, kinds: entityKinds ?? null, from: nodes(from), to: nodes(to), involving: nodes(involving) };
  return listedTies(view, question);
}
