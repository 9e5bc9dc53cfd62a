import type { Certainty } from '../../model/interval.ts';
import { vocabularyOf } from '../../model/vocabulary.ts';
import { bestKnownFirst, isShown, isTieVisible, isVisible, mayBeActive, selectedWindow, tieCertainty } from '../graph/filter.ts';
import type { Graph, GraphEntity, GraphTie } from '../graph/graph.ts';
import { nameOf } from '../graph/names.ts';
import type { Position, Shown } from '../state/picture.ts';
import type { TimeSelection, ViewState } from '../state/view.ts';
import { colourOfTie, type Palette } from '../theme/palette.ts';
import { extentOf, type WorldExtent } from './camera.ts';

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
  /** 0 to 1. */
  readonly opacity: number;
}

/** A line is dashed where a tie is disputed or denied, dotted where it is only possible. */
export type Stroke = 'plain' | keyof typeof DASHES;

/** The lengths of dashes and of the gaps between them, in pixels. */
export const DASHES = { dashed: { dash: 7, gap: 5 }, dotted: { dash: 3, gap: 4 } };

/** A tie as it is drawn. */
export interface DrawnTie {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** In pixels. */
  readonly width: number;
  readonly colour: string;
  readonly stroke: Stroke;
  /** How surely it holds at the selected time; THROUGHOUT where none is selected. */
  readonly certainty: Certainty;
  readonly arrow: boolean;
  readonly highlighted: boolean;
  readonly opacity: number;
}

export interface Scene {
  readonly entities: readonly DrawnEntity[];
  /** In the order in which they speak: the first of a pair is the best known. */
  readonly ties: readonly DrawnTie[];
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
}

/** What is drawn: a pure function of the graph, the entities shown and the view. */
export function sceneOf(input: SceneInput): Scene {
  const { graph, picture, time, possible, hidden: off, view, palette, highlightedPath, changesSince = null } = input;
  const hidden = new Set(off);
  const window = selectedWindow(time);
  const before = selectedWindow(changesSince);
  const ties = bestKnownFirst(graph, window).flatMap((tie) => {
    if (!isTieVisible(tie, hidden)) return [];
    const [then, now] = [before && tieCertainty(tie, before), tieCertainty(tie, window)];
    const held = before !== null && isShown(then, possible);
    if (isShown(now, possible)) return [drawnTie(tie, now, { view, palette, highlightedPath, change: before && !held ? 'begins' : null })];
    return held ? [drawnTie(tie, then!, { view, palette, highlightedPath, change: 'ends' })] : [];
  });
  const degrees = new Map<string, number>();
  for (const { from, to } of ties) for (const slug of [from, to]) degrees.set(slug, (degrees.get(slug) ?? 0) + 1);
  const onPath = new Set(ties.filter((tie) => tie.highlighted).flatMap(({ from, to }) => [from, to]));
  const entities = picture.flatMap(({ slug, position, pinned }) => {
    const entity = graph.entities.get(slug);
    if (!entity || !position || !isVisible(entity, hidden)) return [];
    const degree = degrees.get(slug) ?? 0;
    const dim = highlightedPath ? !onPath.has(slug) : window !== null && degree === 0;
    const opacity = mayBeActive(entity, window) ? (dim ? 0.28 : 1) : 0.14;
    return [drawnEntity(entity, { position, pinned, degree, view, palette, opacity })];
  });
  const extent = extentOf(picture.flatMap(({ slug, position }) => (position && graph.entities.has(slug) ? [position] : [])));
  return { entities, ties, extent };
}

interface EntityContext extends Pick<DrawnEntity, 'pinned' | 'opacity'>, Pick<SceneInput, 'view' | 'palette'> {
  readonly position: Position;
  readonly degree: number;
}

function drawnEntity(entity: GraphEntity, { degree, view, palette, ...attributes }: EntityContext): DrawnEntity {
  return {
    ...attributes,
    slug: entity.slug,
    label: nameOf(entity, view.ownScript, 42),
    size: Math.min(16, 5 + 1.5 * Math.sqrt(degree)),
    colour: palette.kinds[entity.kind],
    square: entity.kind === 'PLACE',
    selected: view.selected.includes(entity.slug) || view.paths.from === entity.slug || view.paths.to === entity.slug,
  };
}

type TieContext = Pick<SceneInput, 'view' | 'palette' | 'highlightedPath'> & { readonly change: 'begins' | 'ends' | null };

/** Wider for more passages, fainter where it is only possible or only reported. */
function drawnTie(tie: GraphTie, certainty: Certainty, { view, palette, highlightedPath, change }: TieContext): DrawnTie {
  const highlighted = highlightedPath ? highlightedPath.has(tie.id) : view.tie === tie.id;
  const strength = certainty === 'POSSIBLE' ? 0.4 : tie.status === 'REPORTED' ? 0.5 : 0.85;
  return {
    id: tie.id,
    from: tie.from.slug,
    to: tie.to.slug,
    width: 0.75 + Math.log2(1 + tie.passages.totalCount) + (highlighted || change === 'begins' ? 2 : 0),
    colour: colourOfTie(tie.type, palette),
    stroke: certainty === 'POSSIBLE' ? 'dotted' : tie.status === 'DISPUTED' || tie.status === 'DENIED' ? 'dashed' : 'plain',
    certainty,
    arrow: !vocabularyOf(tie.type).symmetric,
    highlighted,
    opacity: highlighted || change === 'begins' ? 1 : highlightedPath ? strength * 0.12 : change === 'ends' ? 0.22 : strength,
  };
}
