import type { Certainty, Window } from '../../model/interval.ts';
import type { Status } from '../../model/kinds.ts';
import type { RelationshipType, Sign } from '../../model/vocabulary.ts';

/** The ties that a query may use. A field that is missing or null does not restrict. */
export interface TieFilter {
  readonly types?: readonly RelationshipType[] | null;
  readonly excludeTypes?: readonly RelationshipType[] | null;
  readonly sign?: Sign | null;
  /** Default: all but DENIED. */
  readonly status?: readonly Status[] | null;
  /** 0 to 1. */
  readonly minConfidence?: number | null;
  /** The days on which the tie may hold. */
  readonly window?: Window | null;
  /** How surely it holds in the window. Default: POSSIBLE. */
  readonly certainty?: Certainty | null;
  /** May ties without any date be used? */
  readonly undated?: boolean | null;
}
