import Graph from 'graphology';
import type { Position } from '../state/picture.ts';
import type { Camera } from '../state/view.ts';
import type { Palette } from '../theme/palette.ts';
import { cameraOf, fitOf, rendererState, roundedCamera } from './camera.ts';
import { isInside, type PixelPoint, paintLasso } from './lasso.ts';
import type { DrawnLine } from './lines.ts';
import { paintLit } from './lit.ts';
import { moreBox, paintOverlay } from './overlay.ts';
import { createRenderer, type EdgeAttributes, type NodeAttributes, type Renderer, strokeAttributes } from './renderer.ts';
import { type DrawnEntity, type Scene, withNeighborsLit } from './scene.ts';

/** Handlers for what the user does on the canvas. */
export interface CanvasHandlers {
  readonly onEntity: (slug: string, more: boolean) => void;
  readonly onLine: (line: DrawnLine) => void;
  /** The user wants to see the neighbors of an entity. */
  readonly onExpand: (slug: string) => void;
  /** The user opens the menu of an entity, or of the picture (null), at a place in pixels. */
  readonly onMenu: (slug: string | null, at: PixelPoint) => void;
  /** The user drew a line around these. */
  readonly onLasso: (slugs: readonly string[]) => void;
  readonly onNothing: () => void;
  /** The user moved an entity; `camera` is the present one. */
  readonly onMove: (slug: string, position: Position, camera: Camera) => void;
  /** The user moved the camera; null where all entities should come into view. */
  readonly onCamera: (camera: Camera | null) => void;
  /** The line under the pointer and the position of the pointer in pixels; null when it has left. */
  readonly onPoint: (at: PointedLine | null) => void;
}

export interface PointedLine {
  readonly line: DrawnLine;
  readonly x: number;
  readonly y: number;
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
  #graph = graphOf([], []);
  readonly #container: HTMLElement;
  readonly #overlay: HTMLCanvasElement;
  readonly #handlers: CanvasHandlers;
  readonly #resizes = new ResizeObserver(() => this.#onResize());
  #scene: Scene = { entities: [], ties: [], lines: [], extent: null };
  #palette: Palette;
  #focused: string | null = null;
  /** The scene with the neighbors of what is pointed at lit; null where nothing is. */
  #lit: Scene | null = null;
  /** The camera of the address; null for all entities in view. */
  #camera: Camera | null = null;
  /** Where the camera is, or moves to; null before the first scene with entities. */
  #target: Camera | null = null;
  /** Whether a scene was shown of which all was loaded and had its place. */
  #wasComplete = false;
  #lasso: readonly PixelPoint[] | null = null;
  #lassoArmed = false;
  #pointerIsDown = false;
  /** Moves of the camera that were not made by the user and have not ended. */
  #moves = 0;
  #gestureTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(container: HTMLElement, palette: Palette, handlers: CanvasHandlers) {
    this.#container = container;
    this.#palette = palette;
    this.#handlers = handlers;
    this.renderer = createRenderer(this.#graph, container);
    this.#overlay = document.createElement('canvas');
    this.#overlay.className = 'overlay';
    container.append(this.#overlay);
    this.renderer.on('afterRender', () => this.#paint());
    this.#listen();
  }

  /**
   * Shows a scene; the camera moves to its place, null for all entities in view. What comes in outside of the view brings all into view,
   * but not while the first scene is not complete: then it was there before, and is only loaded late.
   */
  show(scene: Scene, camera: Camera | null, palette: Palette, complete: boolean): void {
    const before = new Set(this.#scene.entities.map(({ slug }) => slug));
    this.#palette = palette;
    this.#scene = scene;
    this.#camera = camera;
    this.#draw();
    this.#moveCamera(true);
    if (scene.entities.length === 0) return;
    if (before.size === 0) performance.mark('allegiance.first-picture');
    else if (this.#wasComplete && camera && scene.entities.some((each) => !before.has(each.slug) && !this.#isInView(each.position))) {
      this.#handlers.onCamera(null);
    }
    this.#wasComplete ||= complete;
  }

  /** Marks the entity under the pointer or in keyboard focus, and lights its neighbors; null for none. */
  focus(slug: string | null): void {
    if (slug === this.#focused) return;
    this.#focused = slug;
    this.#light();
    this.renderer.scheduleRender();
  }

  #draw(): void {
    const { entities, lines } = this.#scene;
    this.#light();
    this.#graph = graphOf(entities, lines);
    // What drags entities would go on with the first graph: a fault of Sigma 4.0.
    (this.renderer as unknown as { internals: { dragManager: { graph: Graph } } }).internals.dragManager.graph = this.#graph;
    this.renderer.setGraph(this.#graph);
  }

  #light(): void {
    const focused = this.#scene.entities.some(({ slug }) => slug === this.#focused) ? this.#focused : null;
    this.#lit = focused === null ? null : withNeighborsLit(this.#scene, [focused]);
  }

  zoom(closer: boolean): void {
    const camera = this.#target;
    if (camera) this.#handlers.onCamera(roundedCamera({ ...camera, ratio: closer ? camera.ratio / ZOOM_STEP : camera.ratio * ZOOM_STEP }));
  }

  destroy(): void {
    clearTimeout(this.#gestureTimer);
    this.#resizes.disconnect();
    for (const event of ['pointermove', ...POINTER_ENDS] as const) window.removeEventListener(event, this.#releasePointer);
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
    if (animated && before && !reducedMotion.matches) this.#animateTo(target);
    else camera.setState(rendererState(target));
  }

  #animateTo(target: Camera): void {
    this.#moves++;
    this.renderer
      .getCamera()
      .animate(rendererState(target), { duration: MOVE_MS })
      .then(() => {
        this.#moves--;
      });
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
      if (this.#pointerIsDown || this.#moves > 0) return this.#watchCamera();
      const state = camera.getState();
      const now = cameraOf(state);
      const before = this.#target;
      if (before === null) return;
      // Rounded, and back where the user left the world.
      const rounded = rendererState(now);
      if (state.x !== rounded.x || state.y !== rounded.y || state.ratio !== rounded.ratio) camera.setState(rounded);
      if (isSame(now, before)) return;
      this.#target = now;
      this.#handlers.onCamera(now);
    }, GESTURE_END_MS);
  }

  #isInView(position: Position): boolean {
    const { x, y } = this.renderer.graphToViewport(position, { cameraState: { angle: 0, ...rendererState(this.#target!) } });
    const { width, height } = this.renderer.getDimensions();
    return x > 0 && y > 0 && x < width && y < height;
  }

  /** A pointer that was released outside of the window says so with its next move only. */
  readonly #releasePointer = ({ type, buttons }: PointerEvent) => {
    if (type !== 'pointermove' || buttons === 0) this.#pointerIsDown = false;
  };

  #listen(): void {
    const { onEntity, onLine, onNothing, onMove, onPoint, onExpand, onMenu } = this.#handlers;
    const { renderer } = this;
    this.#resizes.observe(this.#container);
    this.#container.addEventListener('pointerdown', () => {
      this.#pointerIsDown = true;
    });
    for (const event of ['pointermove', ...POINTER_ENDS] as const) window.addEventListener(event, this.#releasePointer);
    const camera = renderer.getCamera();
    camera.on('updated', () => this.#watchCamera());
    renderer.on('clickNode', ({ node, event }) => {
      if (this.#onMore(event)) return;
      const { shiftKey, metaKey, ctrlKey } = event.original as MouseEvent;
      onEntity(node, shiftKey || metaKey || ctrlKey);
    });
    const lineOf = (edge: string) => this.#scene.lines.find(({ id }) => id === edge);
    renderer.on('clickEdge', ({ edge, event }) => {
      const line = lineOf(edge);
      if (line && !this.#onMore(event)) onLine(line);
    });
    renderer.on('clickStage', ({ event }) => {
      if (!this.#onMore(event)) onNothing();
    });
    renderer.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      onExpand(node);
    });
    renderer.on('rightClickNode', ({ node, event }) => onMenu(node, event));
    renderer.on('rightClickStage', ({ event }) => onMenu(null, event));
    this.#container.addEventListener('contextmenu', (event) => event.preventDefault());
    this.#container.addEventListener('pointerdown', (event) => this.#startLasso(event), { capture: true });
    this.#container.addEventListener('touchstart', (event) => this.#lassoArmed && event.stopPropagation(), { capture: true });
    renderer.on('enterNode', ({ node }) => this.focus(node));
    renderer.on('leaveNode', () => this.focus(null));
    renderer.on('enterEdge', ({ edge, event }) => {
      const line = lineOf(edge);
      onPoint(line ? { line, x: event.x, y: event.y } : null);
    });
    renderer.on('leaveEdge', () => onPoint(null));
    renderer.on('nodeDragEnd', ({ node }) => {
      const { x, y } = renderer.getGraph().getNodeAttributes(node) as NodeAttributes;
      onMove(node, { x, y }, cameraOf(renderer.getCamera().getState()));
    });
  }

  /** Where an entity is on the canvas, in pixels. */
  placeOf(slug: string): PixelPoint | null {
    return this.#graph.hasNode(slug) ? this.renderer.graphToViewport(this.#graph.getNodeAttributes(slug) as NodeAttributes) : null;
  }

  /** Expands the entity whose number of further neighbors is at this place; returns whether there is one. */
  #onMore({ x, y }: PixelPoint): boolean {
    const hit = this.#scene.entities.find((entity) => {
      const place = entity.more > 0 && this.placeOf(entity.slug);
      if (!place) return false;
      const box = moreBox({ ...place, radius: this.renderer.scaleSize(entity.size), more: entity.more });
      return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    });
    if (hit) this.#handlers.onExpand(hit.slug);
    return hit !== undefined;
  }

  /** The next drag draws a lasso, as one with Shift does. */
  armLasso(): void {
    this.#lassoArmed = true;
    this.#container.dataset.lasso = 'true';
  }

  #startLasso(down: PointerEvent): void {
    if (down.button !== 0 || !(down.shiftKey || this.#lassoArmed)) return;
    // The renderer must not see it: it would move the camera.
    down.stopPropagation();
    const { left, top } = this.#container.getBoundingClientRect();
    const pointOf = (event: MouseEvent) => ({ x: event.clientX - left, y: event.clientY - top });
    const points = [pointOf(down)];
    const move = (event: MouseEvent) => {
      points.push(pointOf(event));
      this.#lasso = points;
      this.renderer.scheduleRender();
    };
    const end = () => {
      window.removeEventListener('pointermove', move);
      for (const event of POINTER_ENDS) window.removeEventListener(event, end);
      const drawn = this.#lasso;
      this.#lasso = null;
      this.#lassoArmed = false;
      delete this.#container.dataset.lasso;
      if (drawn === null) return;
      this.renderer.scheduleRender();
      this.#handlers.onLasso(this.#scene.entities.map(({ slug }) => slug).filter((slug) => isInside(this.placeOf(slug)!, drawn)));
    };
    window.addEventListener('pointermove', move);
    for (const event of POINTER_ENDS) window.addEventListener(event, end);
  }

  #paintLit(context: CanvasRenderingContext2D, { entities, lines }: Scene, focused: string): void {
    const own = lines.filter(({ pair }) => pair.includes(focused));
    const slugs = new Set([focused, ...own.flatMap(({ pair }) => pair)]);
    const lit = entities.flatMap((entity) =>
      slugs.has(entity.slug) ? [{ ...entity, ...this.placeOf(entity.slug)!, radius: this.renderer.scaleSize(entity.size) }] : [],
    );
    paintLit(context, { entities: lit, lines: own, ...this.renderer.getDimensions(), scale: this.renderer.scaleSize(1) }, this.#palette);
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
    const entities = (this.#lit ?? this.#scene).entities.flatMap((entity) => {
      // From the renderer's graph, which has the place of an entity that is being dragged.
      const { x, y } = this.renderer.graphToViewport(this.#graph.getNodeAttributes(entity.slug) as NodeAttributes);
      const inView = x > -200 && y > -20 && x < width + 200 && y < height + 20;
      return inView ? [{ ...entity, x, y, radius: this.renderer.scaleSize(entity.size), focused: entity.slug === this.#focused }] : [];
    });
    if (this.#lit && this.#focused) this.#paintLit(context, this.#lit, this.#focused);
    paintOverlay(context, entities, this.#palette, width);
    if (this.#lasso) paintLasso(context, this.#lasso, this.#palette);
  }
}

const POINTER_ENDS = ['pointerup', 'pointercancel'] as const;

const isSame = (a: Camera, b: Camera): boolean => a.x === b.x && a.y === b.y && a.ratio === b.ratio;

/** What the renderer reads, made whole each time: an update of parts could leave something of an earlier scene. */
function graphOf(entities: readonly DrawnEntity[], lines: readonly DrawnLine[]): Graph {
  const graph = new Graph({ multi: true, type: 'directed' });
  for (const entity of entities) graph.addNode(entity.slug, nodeAttributes(entity));
  for (const line of lines)
    if (graph.hasNode(line.from) && graph.hasNode(line.to)) graph.addDirectedEdgeWithKey(line.id, line.from, line.to, edgeAttributes(line));
  return graph;
}

const nodeAttributes = (entity: DrawnEntity): NodeAttributes => ({
  ...entity.position,
  size: entity.size,
  color: entity.colour,
  shape: entity.square ? 'square' : 'circle',
  opacity: entity.opacity,
});

const edgeAttributes = ({ width, colour, stroke, arrow, opacity }: DrawnLine): EdgeAttributes => ({
  ...strokeAttributes(colour, stroke),
  size: width,
  opacity,
  head: arrow ? 'arrow' : 'none',
});
