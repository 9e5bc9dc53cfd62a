/** Coordinates on the canvas: integers from 0 to WORLD on both axes, three base-36 digits each in the address. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** An entity on the canvas. `position` is null until the layout has placed it. */
export interface Shown {
  readonly slug: string;
  readonly spot: Spot | null;
  /** Placed by the user: the layout does not move it. */
  readonly pinned: boolean;
}

/** The entities on the canvas in the order in which they were added; this is what undo and redo change. */
export type Picture = readonly Shown[];

export const WORLD = 46_655;

/** Largest number of entities on the canvas. */
export const MOST_SHOWN = 2_000;

export const within = (value: number): number => Math.max(0, Math.min(WORLD, Math.round(value)));

/** Adds entities; those already shown do not change. */
export function withShown(picture: Picture, slugs: readonly string[]): Picture {
  const there = new Set(picture.map(({ slug }) => slug));
  const added = [...new Set(slugs)].filter((slug) => !there.has(slug));
  return added.length === 0 ? picture : [...picture, ...added.map((slug) => ({ slug, spot: null, pinned: false }))];
}

export function without(picture: Picture, slugs: readonly string[]): Picture {
  const left = picture.filter(({ slug }) => !slugs.includes(slug));
  return left.length === picture.length ? picture : left;
}

export const onlyThese = (picture: Picture, slugs: readonly string[]): Picture =>
  withShown(
    picture.filter(({ slug }) => slugs.includes(slug)),
    slugs,
  );

/** Moves an entity, which pins it. */
export const movedTo = (picture: Picture, slug: string, { x, y }: Spot): Picture =>
  picture.map((each) => (each.slug === slug ? { slug, spot: { x: within(x), y: within(y) }, pinned: true } : each));

export function withPins(picture: Picture, slugs: readonly string[], pinned: boolean): Picture {
  const changed = (each: Shown) => slugs.includes(each.slug) && each.pinned !== pinned;
  return picture.some(changed) ? picture.map((each) => (changed(each) ? { ...each, pinned } : each)) : picture;
}

/** Applies the positions of the layout; pinned entities stay. */
export const placed = (picture: Picture, spots: ReadonlyMap<string, Spot>): Picture =>
  picture.map((each) => {
    const spot = spots.get(each.slug);
    return spot && !(each.pinned && each.spot) ? { ...each, spot: { x: within(spot.x), y: within(spot.y) } } : each;
  });
