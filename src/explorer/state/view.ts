import type { RelationshipType } from '../../model/vocabulary.ts';
import type { PathsQueryVariables } from '../api/operations.ts';

/** The selected time, as the user entered it: `until` is null for a single date. */
export interface TimeSelection {
  readonly at: string;
  readonly until: string | null;
}

/** The part of the world that the canvas shows. */
export interface Camera {
  /** The middle of the canvas, in whole units of the world. */
  readonly x: number;
  readonly y: number;
  /** The extent of the world that the shorter side of the canvas shows, as a share of the whole; 4 significant digits. */
  readonly ratio: number;
}

/** A search for paths between two entities. */
export interface PathSearch {
  readonly from: string | null;
  readonly to: string | null;
  readonly types: readonly RelationshipType[];
  readonly time: PathsQueryVariables['time'];
  /** Follow ties in their direction only. */
  readonly forward: boolean;
  readonly avoidHubs: boolean;
  /** Maximum length of a path, in ties. */
  readonly depth: number;
}

export const PANELS = ['answer', 'about', 'paths', 'legend', 'edit', 'desk'] as const;
export type Panel = (typeof PANELS)[number];

/** What the middle of the page shows the graph as. */
export const SHOWN_AS = ['picture', 'table'] as const;
export type ShownAs = (typeof SHOWN_AS)[number];

/** How the page is arranged: changes of it are not undone. */
export interface ViewState {
  /** Slugs of the selected entities; the details of the first one are shown. */
  readonly selected: readonly string[];
  /** Id of the tie whose details are shown. */
  readonly tie: string | null;
  /** Where the user moved the camera; null: all entities on the canvas are in view. */
  readonly camera: Camera | null;
  readonly as: ShownAs;
  readonly ownScript: boolean;
  readonly panel: Panel;
  /** The question whose answer is shown, as text that `answers` reads; null for none. */
  readonly question: string | null;
  /** Id of the draft that is open at the desk. */
  readonly draft: string | null;
  readonly paths: PathSearch;
}

export const EMPTY_PATH_SEARCH: PathSearch = {
  from: null,
  to: null,
  types: [],
  time: 'ANY_TIME',
  forward: false,
  avoidHubs: false,
  depth: 3,
};

export const INITIAL_VIEW: ViewState = {
  selected: [],
  tie: null,
  camera: null,
  as: 'picture',
  ownScript: false,
  panel: 'about',
  question: null,
  draft: null,
  paths: EMPTY_PATH_SEARCH,
};
