import type Graph from 'graphology';
import Sigma from 'sigma';
import { extremityArrow, layerDashed, layerFill, layerPlain, pathCurved, pathLine, pathLoop, sdfCircle, sdfSquare } from 'sigma/rendering';

/** An entity and a tie as the renderer reads them. */
export interface NodeLook {
  x: number;
  y: number;
  size: number;
  color: string;
  shape: 'circle' | 'square';
  opacity: number;
}
export interface TieLook {
  size: number;
  opacity: number;
  /** Where it leads from and to, an arrow shows it; the same colour is in one of the other two, as it is plain or dashed. */
  head: 'arrow' | 'none';
  color: string;
  plain: string;
  dashed: string;
  dash: number;
  gap: number;
}

/** Pixels below which a canvas shows everything smaller. */
const NARROW = 600;

const CLEAR = '#00000000';

/** Colours of a plain or a dashed line: each layer is clear for what the other one paints. */
export const strokeOf = (colour: string, dashed: boolean): Pick<TieLook, 'color' | 'plain' | 'dashed' | 'dash' | 'gap'> =>
  dashed
    ? { color: colour, plain: CLEAR, dashed: colour, dash: 7, gap: 5 }
    : { color: colour, plain: colour, dashed: CLEAR, dash: 0, gap: 0 };

const read = (attribute: string) => ({ attribute });

/** Sigma with what our pictures need: circles and squares, arrows, dashes, parallel ties side by side. Labels are painted by us. */
export const rendererOf = (graph: Graph, container: HTMLElement) =>
  new Sigma(graph, container, {
    primitives: {
      nodes: { shapes: [sdfCircle(), sdfSquare()], layers: [layerFill()] },
      edges: {
        paths: [pathLine(), pathCurved(), pathLoop()],
        extremities: [extremityArrow({ lengthRatio: 4, widthRatio: 3.2 })],
        variables: {
          plain: { type: 'color', default: CLEAR },
          dashed: { type: 'color', default: CLEAR },
          dash: { type: 'number', default: 0 },
          gap: { type: 'number', default: 0 },
        },
        layers: [
          layerPlain({ color: read('plain') }),
          layerDashed({
            dashColor: read('dashed'),
            dashSize: { attribute: 'dash', default: 0, mode: 'pixels' },
            gapSize: { attribute: 'gap', default: 0, mode: 'pixels' },
            gapColor: 0,
          }),
        ],
      },
    },
    styles: {
      nodes: {
        x: read('x'),
        y: read('y'),
        size: read('size'),
        color: read('color'),
        shape: read('shape'),
        opacity: read('opacity'),
        cursor: 'pointer',
      },
      edges: {
        size: read('size'),
        color: read('color'),
        opacity: read('opacity'),
        head: read('head'),
        path: 'straight',
        parallelPath: 'curved',
        selfLoopPath: 'loop',
        parallelSpread: 0.16,
        plain: read('plain'),
        dashed: read('dashed'),
        dash: read('dash'),
        gap: read('gap'),
        cursor: 'pointer',
      },
    } as never,
    settings: {
      renderLabels: false,
      renderEdgeLabels: false,
      enableEdgeEvents: true,
      enableNodeDrag: true,
      enableCameraRotation: false,
      itemSizesReference: 'screen',
      zoomToSizeRatioFunction: (ratio) => Math.max(0.6, ratio ** 0.35) * (container.clientWidth < NARROW ? 1.5 : 1),
      stagePadding: 56,
      minCameraRatio: 0.03,
      maxCameraRatio: 6,
      allowInvalidContainer: true,
      edgePickingPadding: 4,
    },
  });

export type Renderer = ReturnType<typeof rendererOf>;
