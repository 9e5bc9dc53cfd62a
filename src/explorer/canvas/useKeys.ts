import { type KeyboardEvent, useState } from 'react';
import type { Graph } from '../graph/graph.ts';
import { enumLabel, nameOf } from '../graph/names.ts';
import type { CanvasController, CanvasHandlers } from './canvasController.ts';
import type { DrawnEntity, Scene } from './scene.ts';

/** For each arrow key, the distance along its direction and across it. The y axis of the world points up. */
const DIRECTIONS: Readonly<Record<string, (dx: number, dy: number) => readonly [number, number]>> = {
  ArrowRight: (dx, dy) => [dx, dy],
  ArrowLeft: (dx, dy) => [-dx, dy],
  ArrowUp: (dx, dy) => [dy, dx],
  ArrowDown: (dx, dy) => [-dy, dx],
};

/** The nearest entity in the direction of an arrow key; the largest one where none is focused yet. */
export function nextInDirection(entities: readonly DrawnEntity[], focused: string | null, key: string): string | null {
  const from = entities.find(({ slug }) => slug === focused);
  const offsets = DIRECTIONS[key];
  if (!from || !offsets) return entities.toSorted((a, b) => b.size - a.size)[0]?.slug ?? null;
  const ahead = entities
    .map(({ slug, position }) => ({ slug, offsets: offsets(position.x - from.position.x, position.y - from.position.y) }))
    .filter(({ slug, offsets: [along] }) => slug !== focused && along > 0)
    .map(({ slug, offsets: [along, aside] }) => ({ slug, distance: along + 2.5 * Math.abs(aside) }));
  return ahead.toSorted((a, b) => a.distance - b.distance)[0]?.slug ?? focused;
}

/** Keyboard navigation on the canvas; screen readers announce the focused entity. The key of the menu opens its menu; other keys go to `onKey` with it. */
export function useKeys(
  scene: Scene,
  graph: Graph,
  controller: CanvasController | null,
  { onKey, onMenu }: { readonly onKey: (key: string, slug: string | null) => void } & Pick<CanvasHandlers, 'onMenu'>,
): {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly announcement: string;
} {
  const [focused, setFocused] = useState<string | null>(null);
  const [announcement, setAnnouncement] = useState('');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in DIRECTIONS) {
      event.preventDefault();
      const from = focused ?? scene.entities.find(({ selected }) => selected)?.slug ?? null;
      const next = nextInDirection(scene.entities, from, event.key);
      setFocused(next);
      controller?.focus(next);
      const entity = next ? graph.entities.get(next) : undefined;
      const count = scene.ties.filter(({ tie: { from, to } }) => from.slug === next || to.slug === next).length;
      if (entity)
        setAnnouncement(`${nameOf(entity)}, ${enumLabel(entity.kind)}, ${count} ${count === 1 ? 'relationship' : 'relationships'} shown`);
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault();
      const slug = focused ?? scene.entities.find(({ selected }) => selected)?.slug ?? null;
      onMenu(slug, (slug && controller?.placeOf(slug)) || { x: 16, y: 16 });
    } else onKey(event.key, focused);
  };
  return { onKeyDown, announcement };
}
