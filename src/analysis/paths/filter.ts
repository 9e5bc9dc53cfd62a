import type { Certainty, Window } from '../../model/interval.ts';
import type { Status } from '../../model/kinds.ts';
import type { RelationshipType, Sign } from '../../model/vocabulary.ts';

/** Which ties a question may use. What is left out or null does not restrict. */
export interface TieFilter {
  readonly types?: readonly RelationshipType[] | null;
  readonly excludeTypes?: readonly RelationshipType[] | null;
  readonly sign?: Sign | null;
  /** All but DENIED where none is given. */
  readonly status?: readonly Status[] | null;
  /** 0 to 1. */
  readonly minConfidence?: number | null;
  /** The days asked about. */
  readonly window?: Window | null;
  /** How surely it holds in the window; POSSIBLE where not given. */
  readonly certainty?: Certainty | null;
  /** May ties without any date be used? */
  readonly undated?: boolean | null;
}
