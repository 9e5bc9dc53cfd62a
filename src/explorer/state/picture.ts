import type { TimeSelection } from './view.ts';

/** Coordinates on the canvas: integers from 0 to MAX_COORDINATE on both axes, three base-36 digits each in the address. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** An entity on the canvas. `position` is null until the layout has placed it. */
export interface ShownEntity {
  readonly slug: string;
  readonly position: Position | null;
  /** Placed by the user: the layout does not move it. */
  readonly pinned: boolean;
}

/** The entities on the canvas in the order in which they were added. */
export type Picture = readonly ShownEntity[];

/** What is shown of the entities on the canvas and of their ties. */
export interface Filters {
  readonly time: TimeSelection | null;
  /** Whether what is only possible at the selected time is shown beside what is likely or known. */
  readonly possible: boolean;
  /** Kinds of entity, types of tie and statuses that are hidden. */
  readonly hidden: readonly string[];
}

/** What is on the canvas; this is what undo and redo change. */
export interface Shown extends Filters {
  readonly picture: Picture;
  /** Slugs of entities whose neighbors the user has added: the picture says how many more each has. */
  readonly expanded: readonly string[];
  /** Whether the user has emptied the canvas: it stays empty, and does not show how the graph begins. */
  readonly cleared: boolean;
}

export const NOTHING_SHOWN: Shown = { picture: [], expanded: [], cleared: false, time: null, possible: false, hidden: [] };

export const MAX_COORDINATE = 46_655;

/** Largest number of entities on the canvas. */
export const MAX_SHOWN = 2_000;

export const clampToWorld = (value: number): number => Math.max(0, Math.min(MAX_COORDINATE, Math.round(value)));

/** Adds entities; those already shown do not change. */
export function addShown(picture: Picture, slugs: readonly string[]): Picture {
  const present = new Set(picture.map(({ slug }) => slug));
  const added = [...new Set(slugs)].filter((slug) => !present.has(slug));
  return added.length === 0 ? picture : [...picture, ...added.map((slug) => ({ slug, position: null, pinned: false }))];
}

export function removeShown(picture: Picture, slugs: readonly string[]): Picture {
  const remaining = picture.filter(({ slug }) => !slugs.includes(slug));
  return remaining.length === picture.length ? picture : remaining;
}

export const retainShown = (picture: Picture, slugs: readonly string[]): Picture =>
  addShown(
    picture.filter(({ slug }) => slugs.includes(slug)),
    slugs,
  );

/** Moves an entity, which pins it. */
export const moveShown = (picture: Picture, slug: string, { x, y }: Position): Picture =>
  picture.map((each) => (each.slug === slug ? { slug, position: { x: clampToWorld(x), y: clampToWorld(y) }, pinned: true } : each));

export function setPinned(picture: Picture, slugs: readonly string[], pinned: boolean): Picture {
  const changed = (each: ShownEntity) => slugs.includes(each.slug) && each.pinned !== pinned;
  return picture.some(changed) ? picture.map((each) => (changed(each) ? { ...each, pinned } : each)) : picture;
}

/** Applies the positions of the layout; pinned entities stay. */
export const positionShown = (picture: Picture, positions: ReadonlyMap<string, Position>): Picture =>
  picture.map((each) => {
    const position = positions.get(each.slug);
    return position && !(each.pinned && each.position)
      ? { ...each, position: { x: clampToWorld(position.x), y: clampToWorld(position.y) } }
      : each;
  });
