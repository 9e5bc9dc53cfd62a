import Graph from 'graphology';
import type { Position } from '../state/picture.ts';
import type { Palette } from '../theme/palette.ts';
import { fade } from './fade.ts';
import { fitCamera } from './fitCamera.ts';
import { paintOverlay } from './overlay.ts';
import { createRenderer, type EdgeAttributes, type NodeAttributes, type Renderer, strokeAttributes } from './renderer.ts';
import type { DrawnEntity, DrawnTie, Scene } from './scene.ts';

/** Handlers for what the user does on the canvas. */
export interface CanvasHandlers {
  readonly onEntity: (slug: string, more: boolean) => void;
  readonly onTie: (id: string) => void;
  readonly onNothing: () => void;
  readonly onMove: (slug: string, position: Position) => void;
  /** The tie under the pointer and the position of the pointer in pixels; null when it has left. */
  readonly onPoint: (at: { readonly tie: string; readonly x: number; readonly y: number } | null) => void;
}

/** The first view shows at least this much of the world, so that a few entities are not drawn too far apart. */
const MIN_EXTENT = 8_000;

/** Draws scenes on the canvas and reports what the user does there. */
export class CanvasController {
  readonly graph = new Graph({ multi: true, type: 'directed' });
  readonly renderer: Renderer;
  readonly #overlay: HTMLCanvasElement;
  /** What the renderer has drawn, as JSON by slug or id: only changes are passed on. */
  readonly #drawnAttributes = new Map<string, string>();
  #scene: Scene = { entities: [], ties: [] };
  #palette: Palette;
  #focused: string | null = null;
  #fitted = false;
  #stopFading: () => void = () => {};

  constructor(container: HTMLElement, palette: Palette, handlers: CanvasHandlers) {
    this.#palette = palette;
    this.renderer = createRenderer(this.graph, container);
    this.#overlay = document.createElement('canvas');
    this.#overlay.className = 'overlay';
    container.append(this.#overlay);
    this.renderer.on('afterRender', () => this.#paint());
    this.#listen(handlers);
  }

  /** Shows a scene: adds what is new, removes what is no longer part of it. Ties fade in and out, but those of entities that go at once. */
  show(scene: Scene, palette: Palette): void {
    this.#palette = palette;
    this.#scene = scene;
    const entities = new Set(scene.entities.map(({ slug }) => slug));
    const ties = scene.ties.filter(({ from, to }) => entities.has(from) && entities.has(to));
    const tieIds = new Set(ties.map(({ id }) => id));
    for (const slug of this.graph.nodes()) if (!entities.has(slug)) this.graph.dropNode(slug);
    const added = scene.entities.filter(({ slug }) => !this.graph.hasNode(slug));
    for (const entity of scene.entities) if (!this.#isDrawn(entity.slug, entity)) this.graph.mergeNode(entity.slug, nodeAttributes(entity));
    const targets = new Map<string, number>(this.graph.edges().flatMap((id) => (tieIds.has(id) ? [] : [[id, 0] as const])));
    for (const tie of ties) {
      const isDrawn = this.#isDrawn(tie.id, tie);
      const exists = this.graph.hasEdge(tie.id);
      const before: number = exists ? this.graph.getEdgeAttribute(tie.id, 'opacity') : this.#fitted ? 0 : tie.opacity;
      if (!exists) this.graph.addDirectedEdgeWithKey(tie.id, tie.from, tie.to, edgeAttributes(tie, before));
      else if (!isDrawn) this.graph.mergeEdgeAttributes(tie.id, edgeAttributes(tie, before));
      if (before !== tie.opacity) targets.set(tie.id, tie.opacity);
    }
    this.#stopFading();
    this.#stopFading = fade(this.graph, targets);
    if (!this.#fitted && this.graph.order > 0) this.#fitInitially();
    else if (added.some((entity) => !this.#isInView(entity.position))) this.fit();
  }

  /** Fits all entities into the view. */
  fit(animated = true): void {
    fitCamera(this.renderer, animated);
  }

  /** Marks the entity in keyboard focus; null for none. */
  focus(slug: string | null): void {
    this.#focused = slug;
    this.renderer.scheduleRender();
  }

  zoom(closer: boolean): void {
    const camera = this.renderer.getCamera();
    void (closer ? camera.zoomIn({ duration: 150 }) : camera.zoomOut({ duration: 150 }));
  }

  destroy(): void {
    this.#stopFading();
    this.renderer.kill();
    this.#overlay.remove();
  }

  /** The first scene sets the scale; later ones are drawn on it. */
  #fitInitially(): void {
    this.#fitted = true;
    const box = this.renderer.getBBox();
    const widened = (low: number, high: number): [number, number] =>
      high - low < MIN_EXTENT ? [low - MIN_EXTENT / 2, high + MIN_EXTENT / 2] : [low, high];
    this.renderer.setCustomBBox({ x: widened(...box.x), y: widened(...box.y) });
    this.renderer.refresh();
    this.fit(false);
    performance.mark('allegiance.first-picture');
  }

  #isDrawn(key: string, drawn: DrawnEntity | DrawnTie): boolean {
    const text = JSON.stringify(drawn);
    const isDrawn = this.#drawnAttributes.get(key) === text && (this.graph.hasNode(key) || this.graph.hasEdge(key));
    this.#drawnAttributes.set(key, text);
    return isDrawn;
  }

  #isInView(position: Position): boolean {
    const { x, y } = this.renderer.graphToViewport(position);
    const { width, height } = this.renderer.getDimensions();
    return x > 0 && y > 0 && x < width && y < height;
  }

  #listen({ onEntity, onTie, onNothing, onMove, onPoint }: CanvasHandlers): void {
    const { renderer } = this;
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
      const { x, y } = this.graph.getNodeAttributes(node) as NodeAttributes;
      onMove(node, { x, y });
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
    const entities = this.#scene.entities.flatMap((entity) => {
      const { x, y } = this.renderer.graphToViewport(this.graph.getNodeAttributes(entity.slug) as NodeAttributes);
      const inView = x > -200 && y > -20 && x < width + 200 && y < height + 20;
      return inView ? [{ ...entity, x, y, radius: this.renderer.scaleSize(entity.size), focused: entity.slug === this.#focused }] : [];
    });
    paintOverlay(context, entities, this.#palette, width);
  }
}

const nodeAttributes = (entity: DrawnEntity): NodeAttributes => ({
  ...entity.position,
  size: entity.size,
  color: entity.colour,
  shape: entity.square ? 'square' : 'circle',
  opacity: entity.opacity,
});

const edgeAttributes = ({ width, colour, stroke, arrow }: DrawnTie, opacity: number): EdgeAttributes => ({
  ...strokeAttributes(colour, stroke),
  size: width,
  opacity,
  head: arrow ? 'arrow' : 'none',
});
