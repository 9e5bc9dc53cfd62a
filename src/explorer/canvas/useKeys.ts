import { type KeyboardEvent, useState } from 'react';
import type { Graph } from '../graph/graph.ts';
import { inWords, nameOf } from '../graph/names.ts';
import type { DrawnEntity, Scene } from './scene.ts';
import type { Stage } from './stage.ts';

/** What each arrow key looks for: how far along, how far aside. The world's y grows upwards. */
const WAYS: Readonly<Record<string, (dx: number, dy: number) => readonly [number, number]>> = {
  ArrowRight: (dx, dy) => [dx, dy],
  ArrowLeft: (dx, dy) => [-dx, dy],
  ArrowUp: (dx, dy) => [dy, dx],
  ArrowDown: (dx, dy) => [-dy, dx],
};

/** The nearest one that way from here; the first of all where there is no here. */
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

/** The keyboard on the canvas; what is reached is said aloud. Other keys go to `onKey` with the entity they are meant for. */
export function useKeys(scene: Scene, graph: Graph, stage: Stage | null, onKey: (key: string, slug: string | null) => void) {
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
      if (entity) setSpoken(`${nameOf(entity)}, ${inWords(entity.kind)}, ${count} ties shown`);
    } else onKey(event.key, here);
  };
  return { onKeyDown, spoken };
}
