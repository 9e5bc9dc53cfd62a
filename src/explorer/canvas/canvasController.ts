import Graph from 'graphology';
import type { Position } from '../state/picture.ts';
import type { Camera } from '../state/view.ts';
import type { Palette } from '../theme/palette.ts';
import { cameraOf, fitOf, rendererState, roundedCamera } from './camera.ts';
import { paintOverlay } from './overlay.ts';
import { createRenderer, type EdgeAttributes, type NodeAttributes, type Renderer, strokeAttributes } from './renderer.ts';
import type { DrawnEntity, DrawnTie, Scene } from './scene.ts';

/** Handlers for what the user does on the canvas. */
export interface CanvasHandlers {
  readonly onEntity: (slug: string, more: boolean) => void;
  readonly onTie: (id: string) => void;
  readonly onNothing: () => void;
  /** The user moved an entity; `camera` is the present one. */
  readonly onMove: (slug: string, position: Position, camera: Camera) => void;
  /** The user moved the camera; null where all entities should come into view. */
  readonly onCamera: (camera: Camera | null) => void;
  /** The tie under the pointer and the position of the pointer in pixels; null when it has left. */
  readonly onPoint: (at: { readonly tie: string; readonly x: number; readonly y: number } | null) => void;
}

/** Milliseconds without a move of the camera after which a gesture has ended. */
const GESTURE_END_MS = 120;

/** Milliseconds in which the camera moves to a new place. */
const MOVE_MS = 250;

/** By how much a key zooms. */
const ZOOM_STEP = 1.5;

const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

/** Draws scenes on the canvas and reports what the user does there. What rests on the canvas depends on the last scene and camera only. */
export class CanvasController {
  readonly renderer: Renderer;
  readonly #container: HTMLElement;
  readonly #overlay: HTMLCanvasElement;
  readonly #handlers: CanvasHandlers;
  readonly #resizes = new ResizeObserver(() => this.#onResize());
  #scene: Scene = { entities: [], ties: [], extent: null };
  #palette: Palette;
  #focused: string | null = null;
  /** The camera of the address; null for all entities in view. */
  #camera: Camera | null = null;
  /** Where the camera is, or moves to; null before the first scene with entities. */
  #target: Camera | null = null;
  #pointerIsDown = false;
  #cameraMoves = false;
  #gestureTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(container: HTMLElement, palette: Palette, handlers: CanvasHandlers) {
    this.#container = container;
    this.#palette = palette;
    this.#handlers = handlers;
    this.renderer = createRenderer(new Graph(), container);
    this.#overlay = document.createElement('canvas');
    this.#overlay.className = 'overlay';
    container.append(this.#overlay);
    this.renderer.on('afterRender', () => this.#paint());
    this.#listen();
  }

  /** Shows a scene; the camera moves to its place, null for all entities in view. */
  show(scene: Scene, camera: Camera | null, palette: Palette): void {
    const isFirst = this.#target === null;
    const before = new Set(this.#scene.entities.map(({ slug }) => slug));
    this.#palette = palette;
    this.#scene = scene;
    this.#camera = camera;
    this.renderer.setGraph(graphOf(scene));
    this.#moveCamera(true);
    if (this.#target === null) return;
    if (isFirst) performance.mark('allegiance.first-picture');
    else if (camera && scene.entities.some((each) => !before.has(each.slug) && !this.#isInView(each.position))) {
      this.#handlers.onCamera(null);
    }
  }

  /** Marks the entity in keyboard focus; null for none. */
  focus(slug: string | null): void {
    this.#focused = slug;
    this.renderer.scheduleRender();
  }

  zoom(closer: boolean): void {
    const camera = this.#target;
    if (camera) this.#handlers.onCamera(roundedCamera({ ...camera, ratio: closer ? camera.ratio / ZOOM_STEP : camera.ratio * ZOOM_STEP }));
  }

  destroy(): void {
    clearTimeout(this.#gestureTimer);
    this.#resizes.disconnect();
    for (const end of POINTER_ENDS) window.removeEventListener(end, this.#releasePointer);
    this.renderer.kill();
    this.#overlay.remove();
  }

  /** Moves the camera to its place, unless it is there or on the way. */
  #moveCamera(animated: boolean): void {
    const before = this.#target;
    const { extent } = this.#scene;
    const target = this.#camera ?? (extent ? fitOf(extent, this.renderer.getDimensions()) : before);
    if (target === null || (before && isSame(before, target))) return;
    this.#target = target;
    const camera = this.renderer.getCamera();
    if (animated && before && !reducedMotion.matches) void camera.animate(rendererState(target), { duration: MOVE_MS });
    else camera.setState(rendererState(target));
  }

  #onResize(): void {
    this.renderer.refresh();
    this.#moveCamera(false);
  }

  /** Reports the camera when it rests elsewhere than where it was sent: the user has moved it. */
  #watchCamera(): void {
    clearTimeout(this.#gestureTimer);
    this.#gestureTimer = setTimeout(() => {
      const camera = this.renderer.getCamera();
      if (this.#pointerIsDown || this.#cameraMoves) return this.#watchCamera();
      const now = cameraOf(camera.getState());
      if (this.#target === null || isSame(now, this.#target)) return;
      this.#target = now;
      camera.setState(rendererState(now));
      this.#handlers.onCamera(now);
    }, GESTURE_END_MS);
  }

  #isInView(position: Position): boolean {
    const { x, y } = this.renderer.graphToViewport(position, { cameraState: { angle: 0, ...rendererState(this.#target!) } });
    const { width, height } = this.renderer.getDimensions();
    return x > 0 && y > 0 && x < width && y < height;
  }

  readonly #releasePointer = () => {
    this.#pointerIsDown = false;
  };

  #listen(): void {
    const { onEntity, onTie, onNothing, onMove, onPoint } = this.#handlers;
    const { renderer } = this;
    this.#resizes.observe(this.#container);
    this.#container.addEventListener('pointerdown', () => {
      this.#pointerIsDown = true;
    });
    for (const end of POINTER_ENDS) window.addEventListener(end, this.#releasePointer);
    const camera = renderer.getCamera();
    camera.on('updated', () => this.#watchCamera());
    camera.on('animationStart', () => {
      this.#cameraMoves = true;
    });
    camera.on('animationEnd', () => {
      this.#cameraMoves = false;
    });
    renderer.on('clickNode', ({ node, event }) => {
      const { shiftKey, metaKey, ctrlKey } = event.original as MouseEvent;
      onEntity(node, shiftKey || metaKey || ctrlKey);
    });
    renderer.on('clickEdge', ({ edge }) => onTie(edge));
    renderer.on('clickStage', onNothing);
    renderer.on('enterNode', ({ node }) => this.focus(node));
    renderer.on('leaveNode', () => this.focus(null));
    renderer.on('enterEdge', ({ edge, event }) => onPoint({ tie: edge, x: event.x, y: event.y }));
    renderer.on('leaveEdge', () => onPoint(null));
    renderer.on('nodeDragEnd', ({ node }) => {
      const { x, y } = renderer.getGraph().getNodeAttributes(node) as NodeAttributes;
      onMove(node, { x, y }, cameraOf(renderer.getCamera().getState()));
    });
  }

  #paint(): void {
    const { width, height } = this.renderer.getDimensions();
    const ratio = window.devicePixelRatio || 1;
    if (this.#overlay.width !== width * ratio || this.#overlay.height !== height * ratio) {
      this.#overlay.width = width * ratio;
      this.#overlay.height = height * ratio;
    }
    const context = this.#overlay.getContext('2d')!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const graph = this.renderer.getGraph();
    const entities = this.#scene.entities.flatMap((entity) => {
      // From the renderer's graph, which has the place of an entity that is being dragged.
      const { x, y } = this.renderer.graphToViewport(graph.getNodeAttributes(entity.slug) as NodeAttributes);
      const inView = x > -200 && y > -20 && x < width + 200 && y < height + 20;
      return inView ? [{ ...entity, x, y, radius: this.renderer.scaleSize(entity.size), focused: entity.slug === this.#focused }] : [];
    });
    paintOverlay(context, entities, this.#palette, width);
  }
}

const POINTER_ENDS = ['pointerup', 'pointercancel'] as const;

const isSame = (a: Camera, b: Camera): boolean => a.x === b.x && a.y === b.y && a.ratio === b.ratio;

/** A scene as the renderer reads it, made whole each time: an update of parts could leave something of an earlier scene. */
function graphOf({ entities, ties }: Scene): Graph {
  const graph = new Graph({ multi: true, type: 'directed' });
  for (const entity of entities) graph.addNode(entity.slug, nodeAttributes(entity));
  for (const tie of ties)
    if (graph.hasNode(tie.from) && graph.hasNode(tie.to)) graph.addDirectedEdgeWithKey(tie.id, tie.from, tie.to, edgeAttributes(tie));
  return graph;
}

const nodeAttributes = (entity: DrawnEntity): NodeAttributes => ({
  ...entity.position,
  size: entity.size,
  color: entity.colour,
  shape: entity.square ? 'square' : 'circle',
  opacity: entity.opacity,
});

const edgeAttributes = ({ width, colour, stroke, arrow, opacity }: DrawnTie): EdgeAttributes => ({
  ...strokeAttributes(colour, stroke),
  size: width,
  opacity,
  head: arrow ? 'arrow' : 'none',
});
