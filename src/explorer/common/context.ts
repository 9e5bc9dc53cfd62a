import { createContext, type Dispatch, useContext } from 'react';
import type { OverviewQuery } from '../api/operations.ts';
import type { Graph } from '../graph/graph.ts';
import type { Action, State } from '../state/state.ts';
import type { TimeSelection } from '../state/view.ts';
import type { Palette } from '../theme/palette.ts';

/** What all components of the page share. */
export interface ExplorerContextValue {
  readonly state: State;
  readonly dispatch: Dispatch<Action>;
  readonly graph: Graph;
  readonly palette: Palette;
  readonly status: OverviewQuery['status'] | null;
  /** The latest revision reported since the page was opened, 0 for none. */
  readonly revision: number;
  /** Shows a message for a few seconds; screen readers announce it. */
  readonly notify: (message: string) => void;
  /** Adds entities to the canvas. Returns false, and notifies the user, where they would be more than it shows. */
  readonly show: (slugs: readonly string[]) => boolean;
  /** Adds the neighbors of an entity: its strongest for one step (the default), all within 2 or 3 steps that the canvas has room for. */
  readonly expand: (slug: string, steps?: number) => Promise<void>;
  /** For expanded entities, how many of their neighbors at the selected time are not on the canvas. */
  readonly more: ReadonlyMap<string, number>;
  /** Highlights a path by the ids of its ties; null for none. */
  readonly highlightPath: (tieIds: ReadonlySet<string> | null) => void;
  /** Marks in the picture what has begun and what has ended since a time; null: nothing. */
  readonly markChangesSince: (time: TimeSelection | null) => void;
}

export const ExplorerContext = createContext<ExplorerContextValue | null>(null);

export function useExplorer(): ExplorerContextValue {
  const value = useContext(ExplorerContext);
  if (!value) throw new Error('Expected a component inside of ExplorerContext.');
  return value;
}
