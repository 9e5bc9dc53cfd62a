import { isOn, spanOfTime, tieHolds, tieIsOn } from '../graph/filter.ts';
import type { EntityRow, Graph, TieRow } from '../graph/graph.ts';
import { nameOf } from '../graph/names.ts';
import type { Picture, Spot } from '../state/picture.ts';
import type { View } from '../state/view.ts';
import { colourOfTie, type Palette } from '../theme/palette.ts';
import type { Span } from '../time/days.ts';

/** An entity as it is drawn. */
export interface DrawnEntity {
  readonly slug: string;
  readonly spot: Spot;
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

/** A tie as it is drawn. */
export interface DrawnTie {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** In pixels. */
  readonly width: number;
  readonly colour: string;
  readonly dashed: boolean;
  readonly arrow: boolean;
  readonly lit: boolean;
  readonly opacity: number;
}

export interface Scene {
  readonly entities: readonly DrawnEntity[];
  readonly ties: readonly DrawnTie[];
}

export interface Drawing {
  readonly graph: Graph;
  readonly picture: Picture;
  readonly view: View;
  readonly palette: Palette;
  /** Ids of the ties of the highlighted path; everything else is dimmed. */
  readonly chain: ReadonlySet<string> | null;
}

const MUTUAL = new Set(['ALLIED_WITH', 'AFFILIATED_WITH', 'CEASEFIRE_WITH', 'NEGOTIATES_WITH', 'FIGHTS', 'RIVAL_OF']);

/** What is drawn: a pure function of the graph, the entities shown and the view. */
export function sceneOf({ graph, picture, view, palette, chain }: Drawing): Scene {
  const off = new Set(view.off);
  const span = spanOfTime(view.time);
  const ties = [...graph.ties.values()].filter((tie) => tieIsOn(tie, off)).map((tie) => drawnTie(tie, { span, view, palette, chain }));
  const degrees = new Map<string, number>();
  for (const { from, to, opacity } of ties) {
    if (opacity > 0) for (const slug of [from, to]) degrees.set(slug, (degrees.get(slug) ?? 0) + 1);
  }
  const inChain = new Set(ties.filter((tie) => tie.lit).flatMap(({ from, to }) => [from, to]));
  const entities = picture.flatMap(({ slug, spot, pinned }) => {
    const entity = graph.entities.get(slug);
    if (!entity || !spot || !isOn(entity, off)) return [];
    const degree = degrees.get(slug) ?? 0;
    const dim = chain ? !inChain.has(slug) : span !== null && degree === 0;
    return [drawnEntity(entity, { spot, pinned, degree, view, palette, opacity: dim ? 0.28 : 1 })];
  });
  return { entities, ties };
}

interface EntityLook extends Pick<DrawnEntity, 'pinned' | 'opacity'>, Pick<Drawing, 'view' | 'palette'> {
  readonly spot: Spot;
  readonly degree: number;
}

function drawnEntity(entity: EntityRow, { degree, view, palette, ...look }: EntityLook): DrawnEntity {
  return {
    ...look,
    slug: entity.slug,
    label: nameOf(entity, view.ownScript, 42),
    size: Math.min(16, 5 + 1.5 * Math.sqrt(degree)),
    colour: palette.kinds[entity.kind],
    square: entity.kind === 'PLACE',
    selected: view.selected.includes(entity.slug) || view.paths.from === entity.slug || view.paths.to === entity.slug,
  };
}

interface TieLook extends Pick<Drawing, 'view' | 'palette'> {
  readonly chain: ReadonlySet<string> | null;
  readonly span: Span | null;
}

/** Wider for more passages, dashed where disputed or denied, fainter where it only possibly holds or is only reported. */
function drawnTie(tie: TieRow, { view, palette, chain, ...look }: TieLook): DrawnTie {
  const lit = chain ? chain.has(tie.id) : view.tie === tie.id;
  const strength = { surely: tie.status === 'REPORTED' ? 0.5 : 0.85, possibly: 0.28, not: 0 }[tieHolds(tie, look.span)];
  return {
    id: tie.id,
    from: tie.from.slug,
    to: tie.to.slug,
    width: 0.75 + Math.log2(1 + tie.passages.totalCount) + (lit ? 2 : 0),
    colour: colourOfTie(tie.type, tie.sign, palette),
    dashed: tie.status === 'DISPUTED' || tie.status === 'DENIED',
    arrow: !MUTUAL.has(tie.type),
    lit,
    opacity: lit ? 1 : chain ? strength * 0.12 : strength,
  };
}
