import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { whenWords } from '../graph/certaintyWords.ts';
import type { Graph } from '../graph/graph.ts';
import { cleanText } from '../graph/names.ts';
import type { Camera, TimeSelection } from '../state/view.ts';
import type { Palette } from '../theme/palette.ts';
import { CanvasController, type CanvasHandlers, type PointedLine } from './canvasController.ts';
import type { Scene } from './scene.ts';
import { useKeys } from './useKeys.ts';

interface Props extends Omit<CanvasHandlers, 'onPoint'> {
  readonly scene: Scene;
  readonly palette: Palette;
  readonly graph: Graph;
  readonly time: TimeSelection | null;
  readonly camera: Camera | null;
  /** Whether all of the picture is loaded and has its place. */
  readonly complete: boolean;
  readonly onKey: (key: string, slug: string | null) => void;
  readonly controller: Ref<CanvasController | null>;
  /** What lies over the canvas. */
  readonly children?: ReactNode;
}

/** The graph as a drawing. The table has the same content for those who cannot see it; arrow keys move from entity to entity here too. */
export function Canvas({ scene, palette, graph, time, camera, complete, controller: controllerRef, onKey, children, ...handlers }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const latestHandlers = useRef(handlers);
  const firstPalette = useRef(palette);
  const [controller, setController] = useState<CanvasController | null>(null);
  const [pointed, setPointed] = useState<PointedLine | null>(null);
  latestHandlers.current = handlers;

  useEffect(() => {
    const created = new CanvasController(container.current!, firstPalette.current, {
      onEntity: (slug, more) => latestHandlers.current.onEntity(slug, more),
      onLine: (line) => latestHandlers.current.onLine(line),
      onExpand: (slug) => latestHandlers.current.onExpand(slug),
      onMenu: (slug, at) => latestHandlers.current.onMenu(slug, at),
      onLasso: (slugs) => latestHandlers.current.onLasso(slugs),
      onNothing: () => latestHandlers.current.onNothing(),
      onMove: (slug, position, at) => latestHandlers.current.onMove(slug, position, at),
      onCamera: (at) => latestHandlers.current.onCamera(at),
      onPoint: setPointed,
    });
    setController(created);
    return () => {
      setController(null);
      created.destroy();
    };
  }, []);
  useEffect(() => controller?.show(scene, camera, palette, complete), [controller, scene, camera, palette, complete]);
  useImperativeHandle(controllerRef, () => controller as CanvasController, [controller]);

  const { onKeyDown, announcement } = useKeys(scene, graph, controller, { onKey, onMenu: handlers.onMenu });
  return (
    <div className="canvas">
      <div
        ref={container}
        className="stage"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas handles the arrow keys itself
        tabIndex={0}
        role="application"
        aria-label="Graph. Arrow keys move from entity to entity, Enter opens one, E shows its neighbors, Shift F10 opens its menu. The table has the same content as text."
        onKeyDown={onKeyDown}
        onBlur={() => controller?.focus(null)}
      />
      <p className="visually-hidden" aria-live="polite">
        {announcement}
      </p>
      {pointed && <LineTip {...pointed} time={time} />}
      {children}
    </div>
  );
}

/** Relationships that the tip of a line names; it counts the others. */
const MAX_NAMED = 4;

function LineTip({ line: { ties }, x, y, time }: PointedLine & { readonly time: TimeSelection | null }) {
  return (
    <div className="tip" style={{ left: x, top: y }}>
      {ties.slice(0, MAX_NAMED).map((tie) => (
        <p key={tie.id}>
          <bdi>{cleanText(tie.statement)}</bdi>
          <small>{whenWords(tie, time)}</small>
        </p>
      ))}
      {ties.length > MAX_NAMED && <small>and {ties.length - MAX_NAMED} more</small>}
    </div>
  );
}
