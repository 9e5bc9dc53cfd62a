import { bestKnownFirst, isShown, isTieVisible, isVisible, mayBeActive, selectedWindow, tieCertainty } from '../graph/filter.ts';
import type { Graph, GraphEntity, GraphTie } from '../graph/graph.ts';
import { nameOf } from '../graph/names.ts';
import { radiusOf } from '../layout/size.ts';
import type { Position, Shown } from '../state/picture.ts';
import type { TimeSelection, ViewState } from '../state/view.ts';
import type { Palette } from '../theme/palette.ts';
import { extentOf, type WorldExtent } from './camera.ts';
import { type DrawnLine, drawnLines, type ShownTie } from './lines.ts';

/** An entity as it is drawn. */
export interface DrawnEntity {
  readonly slug: string;
  readonly position: Position;
  readonly label: string;
  /** Radius in pixels. */
  readonly size: number;
  readonly colour: string;
  readonly square: boolean;
  readonly selected: boolean;
  readonly pinned: boolean;
  /** Neighbors that are not on the canvas, where it was expanded; 0 for none. */
  readonly more: number;
  /** Its opacity where nothing is dimmed, 0 to 1. */
  readonly strength: number;
  /** 0 to 1. */
  readonly opacity: number;
}

export interface Scene {
  readonly entities: readonly DrawnEntity[];
  /** The ties that the lines stand for, in the order in which they speak: the first of a pair is the best known. */
  readonly ties: readonly ShownTie[];
  readonly lines: readonly DrawnLine[];
  /** Around all entities on the canvas, also those that the legend hides: a filter does not move the picture. */
  readonly extent: WorldExtent | null;
}

export interface SceneInput extends Shown {
  readonly graph: Graph;
  readonly view: ViewState;
  readonly palette: Palette;
  /** Ids of the ties of the highlighted path; everything else is dimmed. */
  readonly highlightedPath: ReadonlySet<string> | null;
  /** While time is played, the time of the step before: what has begun since is bright, what has ended is still there, fading. */
  readonly changesSince?: TimeSelection | null;
  /** For expanded entities, how many neighbors are not on the canvas. */
  readonly more: ReadonlyMap<string, number>;
}

/** Opacity of what is not lit. */
const DIM = { entity: 0.28, line: 0.12 };

/** Opacity of what is not there at the selected time: an actor outside its life, a line that has ended since the step before. */
const ABSENT = { entity: 0.14, line: 0.2 };

/** What is drawn at rest: a pure function of the graph, the entities shown and the view. */
export function sceneOf(input: SceneInput): Scene {
  const { graph, picture, time, possible, hidden: off, view, palette, highlightedPath, more, changesSince = null } = input;
  const hidden = new Set(off);
  const window = selectedWindow(time);
  const ties = bestKnownFirst(graph, window).flatMap((tie): ShownTie[] => {
    const certainty = tieCertainty(tie, window);
    return isTieVisible(tie, hidden) && isShown(certainty, possible) ? [{ tie, certainty }] : [];
  });
  const before = selectedWindow(changesSince);
  const held = (tie: GraphTie) => before !== null && isTieVisible(tie, hidden) && isShown(tieCertainty(tie, before), possible);
  const shownNow = new Set(ties.map(({ tie }) => tie));
  const ended = before === null ? [] : bestKnownFirst(graph, window).filter((tie) => !shownNow.has(tie) && held(tie));
  const all = [...ties, ...ended.map((tie): ShownTie => ({ tie, certainty: 'LIKELY' }))];
  const lines = drawnLines(all, {
    palette,
    timed: window !== null,
    isHighlighted: ({ tie }) => (highlightedPath ? highlightedPath.has(tie.id) : view.tie === tie.id || isBetween(tie, view.selected)),
  }).map((line) => (before === null ? line : marked(line, shownNow, held)));
  const degrees = new Map<string, number>();
  for (const { pair } of lines) for (const slug of pair) degrees.set(slug, (degrees.get(slug) ?? 0) + 1);
  const entities = picture.flatMap(({ slug, position, pinned }) => {
    const entity = graph.entities.get(slug);
    if (!entity || !position || !isVisible(entity, hidden)) return [];
    const degree = degrees.get(slug) ?? 0;
    const strength = !mayBeActive(entity, window) ? ABSENT.entity : window !== null && degree === 0 ? DIM.entity : 1;
    const missing = more.get(slug) ?? 0;
    return [
      drawnEntity(entity, { position, pinned, degree, shown: picture.length, view, palette, strength, opacity: strength, more: missing }),
    ];
  });
  const extent = extentOf(picture.flatMap(({ slug, position }) => (position && graph.entities.has(slug) ? [position] : [])));
  const scene = { entities, ties, lines, extent };
  if (highlightedPath) return lit(scene, endsOf(lines.filter(({ highlighted }) => highlighted)), ({ highlighted }) => highlighted);
  return view.tie === null ? withNeighborsLit(scene, view.selected) : scene;
}

/** The scene with some entities, their lines and their neighbors lit and the rest dimmed; the scene itself for no entities on it. */
export function withNeighborsLit(scene: Scene, slugs: readonly string[]): Scene {
  const middle = new Set(scene.entities.flatMap(({ slug }) => (slugs.includes(slug) ? [slug] : [])));
  if (middle.size === 0) return scene;
  const touches = ({ pair: [a, b] }: DrawnLine) => middle.has(a) || middle.has(b);
  return lit(scene, new Set([...middle, ...endsOf(scene.lines.filter(touches))]), touches);
}

/** A line on which something has begun is bright and wide, one on which all has ended is fading. */
function marked(line: DrawnLine, now: ReadonlySet<GraphTie>, held: (tie: GraphTie) => boolean): DrawnLine {
  if (!line.ties.some((tie) => now.has(tie))) return { ...line, strength: ABSENT.line, opacity: ABSENT.line };
  return line.ties.some((tie) => now.has(tie) && !held(tie)) ? { ...line, width: line.width + 2, strength: 1, opacity: 1 } : line;
}

const lit = (scene: Scene, slugs: ReadonlySet<string>, isLit: (line: DrawnLine) => boolean): Scene => ({
  ...scene,
  entities: scene.entities.map((each) => ({
    ...each,
    opacity: slugs.has(each.slug) ? each.strength : Math.min(each.strength, DIM.entity),
  })),
  lines: scene.lines.map((line) => ({ ...line, opacity: isLit(line) ? line.strength : line.strength * DIM.line })),
});

/** Whether a tie is between the two that are selected. */
const isBetween = ({ from, to }: GraphTie, [a, b, ...more]: readonly string[]): boolean =>
  more.length === 0 && ((from.slug === a && to.slug === b) || (from.slug === b && to.slug === a));

const endsOf = (lines: readonly DrawnLine[]): ReadonlySet<string> => new Set(lines.flatMap(({ pair }) => pair));

interface EntityContext extends Pick<DrawnEntity, 'pinned' | 'strength' | 'opacity' | 'more'>, Pick<SceneInput, 'view' | 'palette'> {
  readonly position: Position;
  readonly degree: number;
  /** Number of entities on the canvas. */
  readonly shown: number;
}

function drawnEntity(entity: GraphEntity, { degree, shown, view, palette, ...attributes }: EntityContext): DrawnEntity {
  return {
    ...attributes,
    slug: entity.slug,
    label: nameOf(entity, view.ownScript, 42),
    size: radiusOf(degree, shown),
    colour: palette.kinds[entity.kind],
    square: entity.kind === 'PLACE',
    selected: view.selected.includes(entity.slug) || view.paths.from === entity.slug || view.paths.to === entity.slug,
  };
}
