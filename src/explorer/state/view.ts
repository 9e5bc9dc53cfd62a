import type { GqlRelationshipType } from '../api/operations.ts';

/** A span of days as the visitor gave it: `until` is null for a single date. */
export interface Time {
  readonly at: string;
  readonly until: string | null;
}

/** The question for chains between two entities. */
export interface PathQuestion {
  readonly from: string | null;
  readonly to: string | null;
  readonly types: readonly GqlRelationshipType[];
  readonly time: 'ANY_TIME' | 'SIMULTANEOUS' | 'CHRONOLOGICAL';
  /** Each tie followed only the way it leads. */
  readonly forward: boolean;
  readonly avoidHubs: boolean;
  /** Longest chain, in ties. */
  readonly depth: number;
}

export const PANELS = ['about', 'paths', 'legend', 'edit'] as const;
export type Panel = (typeof PANELS)[number];

/** How the picture is looked at: nothing of it is undone. */
export interface View {
  /** Slugs of the entities that are selected; the first one's card is shown. */
  readonly selected: readonly string[];
  /** Id of the tie whose evidence is shown. */
  readonly tie: string | null;
  /** Kinds of entity, kinds of tie and statuses that the legend leaves out. */
  readonly off: readonly string[];
  readonly time: Time | null;
  readonly table: boolean;
  readonly ownScript: boolean;
  readonly panel: Panel;
  readonly paths: PathQuestion;
}

export const NO_PATHS: PathQuestion = {
  from: null,
  to: null,
  types: [],
  time: 'ANY_TIME',
  forward: false,
  avoidHubs: false,
  depth: 3,
};

export const FIRST_VIEW: View = {
  selected: [],
  tie: null,
  off: [],
  time: null,
  table: false,
  ownScript: false,
  panel: 'about',
  paths: NO_PATHS,
};
