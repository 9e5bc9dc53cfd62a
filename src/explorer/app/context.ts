import { createContext, type Dispatch, useContext } from 'react';
import type { GqlRelationshipType, OverviewQuery } from '../api/operations.ts';
import type { Graph } from '../graph/graph.ts';
import type { Action, State } from '../state/state.ts';
import type { Palette } from '../theme/palette.ts';

export type VocabularyRow = OverviewQuery['vocabulary'][number];

/** What all parts of the page share. */
export interface Shared {
  readonly state: State;
  readonly dispatch: Dispatch<Action>;
  readonly graph: Graph;
  readonly palette: Palette;
  readonly vocabulary: ReadonlyMap<GqlRelationshipType, VocabularyRow>;
  readonly status: OverviewQuery['status'] | null;
  /** The revision that the page was told of since it opened, 0 for none. */
  readonly revision: number;
  /** Says something for a few seconds, also aloud. */
  readonly say: (words: string) => void;
  /** Adds entities, unless they would be more than a canvas takes: then it says so. */
  readonly show: (slugs: readonly string[]) => boolean;
  /** The chain that is pointed at: ids of its ties. */
  readonly light: (chain: ReadonlySet<string> | null) => void;
}

export const SharedContext = createContext<Shared | null>(null);

export function useShared(): Shared {
  const shared = useContext(SharedContext);
  if (!shared) throw new Error('Part of the page stands outside of it.');
  return shared;
}
