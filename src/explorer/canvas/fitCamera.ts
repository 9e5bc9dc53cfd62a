import type { Renderer } from './renderer.ts';

/** Pixels left free at each side: most on the right, where labels extend beyond their entities. */
const PADDING = { left: 40, right: 130, above: 36, below: 44 };

/** Moves the camera so that all entities are in view; their positions do not change. */
export function fitCamera(renderer: Renderer, animated: boolean): void {
  const positions = renderer.getGraph().mapNodes((_, { x, y }) => renderer.graphToFramedGraph({ x: x as number, y: y as number }));
  if (positions.length === 0) return;
  const [left, right] = [Math.min(...positions.map(({ x }) => x)), Math.max(...positions.map(({ x }) => x))];
  const [low, high] = [Math.min(...positions.map(({ y }) => y)), Math.max(...positions.map(({ y }) => y))];
  const cameraState = { x: 0.5, y: 0.5, angle: 0, ratio: 1 };
  const a = renderer.framedGraphToViewport({ x: left, y: low }, { cameraState });
  const b = renderer.framedGraphToViewport({ x: right, y: high }, { cameraState });
  const { width, height } = renderer.getDimensions();
  const available = {
    width: Math.max(80, width - Math.min(PADDING.left + PADDING.right, width / 3)),
    height: Math.max(80, height - PADDING.above - PADDING.below),
  };
  const ratio = Math.max(Math.abs(b.x - a.x) / available.width, Math.abs(b.y - a.y) / available.height, 0.25);
  const perPixel = Math.abs(b.x - a.x) > 0 ? (right - left) / Math.abs(b.x - a.x) : 0;
  const offset = width > 700 ? ((PADDING.right - PADDING.left) / 2) * perPixel * ratio : 0;
  const state = { x: (left + right) / 2 + offset, y: (low + high) / 2, ratio };
  if (animated) void renderer.getCamera().animate(state, { duration: 250 });
  else renderer.getCamera().setState(state);
}
