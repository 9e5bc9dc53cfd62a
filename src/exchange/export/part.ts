import { listedTies, type TieListQuestion } from '../../analysis/list/ties.ts';
import type { View } from '../../analysis/projection/view.ts';
import type { Certainty, Window } from '../../model/interval.ts';
import type { EntityKind, Status } from '../../model/kinds.ts';
import type { RelationshipType, Sign } from '../../model/vocabulary.ts';

/** The part of the graph to export: ties that match these filters, which mean the same as in the API. Entities are given by id. */
export interface Part {
  readonly types?: readonly RelationshipType[] | null;
  readonly excludeTypes?: readonly RelationshipType[] | null;
  readonly sign?: Sign | null;
  /** All but DENIED where null. */
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

/** True where no filter is set. */
export function isWhole(part: Part): boolean {
  return Object.values(part).every((value) => value === null || value === undefined);
}

/** Returns a function that decides whether a tie of the view, one that is not retracted, belongs to the part. */
export function tieFilterOf(view: View, part: Part): (tie: number) => boolean {
  const { entityKinds, from, to, involving, ...filter } = part;
  const nodes = (ids: readonly string[] | null | undefined) => ids?.map((id) => view.node(id)) ?? null;
  const query: TieListQuestion = { filter, kinds: entityKinds ?? null, from: nodes(from), to: nodes(to), involving: nodes(involving) };
  return listedTies(view, query);
}
