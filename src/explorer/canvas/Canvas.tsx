import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { whenWords } from '../graph/certaintyWords.ts';
import type { Graph } from '../graph/graph.ts';
import { cleanText } from '../graph/names.ts';
import type { Camera, TimeSelection } from '../state/view.ts';
import type { Palette } from '../theme/palette.ts';
import { CanvasController, type CanvasHandlers } from './canvasController.ts';
import type { Scene } from './scene.ts';
import { useKeys } from './useKeys.ts';

interface Props extends Omit<CanvasHandlers, 'onPoint'> {
  readonly scene: Scene;
  readonly palette: Palette;
  readonly graph: Graph;
  readonly time: TimeSelection | null;
  readonly camera: Camera | null;
  readonly onKey: (key: string, slug: string | null) => void;
  readonly controller: Ref<CanvasController | null>;
}

/** The graph as a drawing. The table has the same content for those who cannot see it; arrow keys move from entity to entity here too. */
export function Canvas({ scene, palette, graph, time, camera, controller: controllerRef, onKey, ...handlers }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const latestHandlers = useRef(handlers);
  const firstPalette = useRef(palette);
  const [controller, setController] = useState<CanvasController | null>(null);
  const [hoveredTie, setHoveredTie] = useState<Parameters<CanvasHandlers['onPoint']>[0]>(null);
  latestHandlers.current = handlers;

  useEffect(() => {
    const created = new CanvasController(container.current!, firstPalette.current, {
      onEntity: (slug, more) => latestHandlers.current.onEntity(slug, more),
      onTie: (id) => latestHandlers.current.onTie(id),
      onNothing: () => latestHandlers.current.onNothing(),
      onMove: (slug, position, at) => latestHandlers.current.onMove(slug, position, at),
      onCamera: (at) => latestHandlers.current.onCamera(at),
      onPoint: setHoveredTie,
    });
    setController(created);
    return () => {
      setController(null);
      created.destroy();
    };
  }, []);
  useEffect(() => controller?.show(scene, camera, palette), [controller, scene, camera, palette]);
  useImperativeHandle(controllerRef, () => controller as CanvasController, [controller]);

  const { onKeyDown, announcement } = useKeys(scene, graph, controller, onKey);
  const tie = hoveredTie ? graph.ties.get(hoveredTie.tie) : undefined;
  return (
    <div className="canvas">
      <div
        ref={container}
        className="stage"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas handles the arrow keys itself
        tabIndex={0}
        role="application"
        aria-label="Graph. Arrow keys move from entity to entity, Enter opens one. The table has the same content as text."
        onKeyDown={onKeyDown}
        onBlur={() => controller?.focus(null)}
      />
      <p className="visually-hidden" aria-live="polite">
        {announcement}
      </p>
      {tie && hoveredTie && (
        <p className="tip" style={{ left: hoveredTie.x, top: hoveredTie.y }}>
          <bdi>{cleanText(tie.statement)}</bdi>
          <small>{whenWords(tie, time)}</small>
        </p>
      )}
    </div>
  );
}
