import { type KeyboardEvent, useState } from 'react';
import type { Graph } from '../graph/graph.ts';
import { inWords, nameOf } from '../graph/names.ts';
import type { DrawnEntity, Scene } from './scene.ts';
import type { Stage } from './stage.ts';

/** For each arrow key, the distance along its direction and across it. The y axis of the world points up. */
const WAYS: Readonly<Record<string, (dx: number, dy: number) => readonly [number, number]>> = {
  ArrowRight: (dx, dy) => [dx, dy],
  ArrowLeft: (dx, dy) => [-dx, dy],
  ArrowUp: (dx, dy) => [dy, dx],
  ArrowDown: (dx, dy) => [-dy, dx],
};

/** The nearest entity in the direction of an arrow key; the largest one where none is focused yet. */
export function nextThatWay(entities: readonly DrawnEntity[], here: string | null, key: string): string | null {
  const from = entities.find(({ slug }) => slug === here);
  const way = WAYS[key];
  if (!from || !way) return entities.toSorted((a, b) => b.size - a.size)[0]?.slug ?? null;
  const ahead = entities
    .map(({ slug, spot }) => ({ slug, way: way(spot.x - from.spot.x, spot.y - from.spot.y) }))
    .filter(({ slug, way: [along] }) => slug !== here && along > 0)
    .map(({ slug, way: [along, aside] }) => ({ slug, far: along + 2.5 * Math.abs(aside) }));
  return ahead.toSorted((a, b) => a.far - b.far)[0]?.slug ?? here;
}

/** Keyboard navigation on the canvas; screen readers announce the focused entity. Other keys go to `onKey` with that entity. */
export function useKeys(
  scene: Scene,
  graph: Graph,
  stage: Stage | null,
  onKey: (key: string, slug: string | null) => void,
): {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly spoken: string;
} {
  const [here, setHere] = useState<string | null>(null);
  const [spoken, setSpoken] = useState('');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in WAYS) {
      event.preventDefault();
      const next = nextThatWay(scene.entities, here, event.key);
      setHere(next);
      stage?.focus(next);
      const entity = next ? graph.entities.get(next) : undefined;
      const count = scene.ties.filter(({ from, to, opacity }) => opacity > 0 && (from === next || to === next)).length;
      if (entity) setSpoken(`${nameOf(entity)}, ${inWords(entity.kind)}, ${count} ${count === 1 ? 'relationship' : 'relationships'} shown`);
    } else onKey(event.key, here);
  };
  return { onKeyDown, spoken };
}
