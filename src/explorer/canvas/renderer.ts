import type Graph from 'graphology';
import Sigma from 'sigma';
import { extremityArrow, layerDashed, layerFill, layerPlain, pathCurved, pathLine, pathLoop, sdfCircle, sdfSquare } from 'sigma/rendering';
import { MAX_COORDINATE } from '../state/picture.ts';
import { LIMITS, sizeDivisor } from './camera.ts';
import { DASHES, type Stroke } from './lines.ts';

/** The attributes of entities and ties that the renderer reads. */
export interface NodeAttributes {
  x: number;
  y: number;
  size: number;
  color: string;
  shape: 'circle' | 'square';
  opacity: number;
}
export interface EdgeAttributes {
  size: number;
  opacity: number;
  /** An arrow shows the direction. The colour of the line is in `plain` or in `dashed`, the other one is transparent. */
  head: 'arrow' | 'none';
  color: string;
  plain: string;
  dashed: string;
  dash: number;
  gap: number;
}

const TRANSPARENT = '#00000000';

/** The attributes of a plain or an interrupted line: each has a layer of its own, and the layer that is not used is transparent. */
export const strokeAttributes = (colour: string, stroke: Stroke): Pick<EdgeAttributes, 'color' | 'plain' | 'dashed' | 'dash' | 'gap'> =>
  stroke === 'plain'
    ? { color: colour, plain: colour, dashed: TRANSPARENT, dash: 0, gap: 0 }
    : { color: colour, plain: TRANSPARENT, dashed: colour, ...DASHES[stroke] };

const fromAttribute = (attribute: string) => ({ attribute });

/** Sigma with circles and squares, arrows, dashed lines, and two lines of a pair side by side. Labels are painted in `overlay.ts`. */
export function createRenderer(graph: Graph, container: HTMLElement) {
  const renderer = newSigma(graph, container);
  renderer.setCustomBBox({ x: [0, MAX_COORDINATE], y: [0, MAX_COORDINATE] });
  return renderer;
}

const newSigma = (graph: Graph, container: HTMLElement) =>
  new Sigma(graph, container, {
    primitives: {
      nodes: { shapes: [sdfCircle(), sdfSquare()], layers: [layerFill()] },
      edges: {
        paths: [pathLine(), pathCurved(), pathLoop()],
        extremities: [extremityArrow({ lengthRatio: 4, widthRatio: 3.2 })],
        variables: {
          plain: { type: 'color', default: TRANSPARENT },
          dashed: { type: 'color', default: TRANSPARENT },
          dash: { type: 'number', default: 0 },
          gap: { type: 'number', default: 0 },
        },
        layers: [
          layerPlain({ color: fromAttribute('plain') }),
          layerDashed({
            dashColor: fromAttribute('dashed'),
            dashSize: { attribute: 'dash', default: 0, mode: 'pixels' },
            gapSize: { attribute: 'gap', default: 0, mode: 'pixels' },
            gapColor: 0,
          }),
        ],
      },
    },
    styles: {
      nodes: {
        x: fromAttribute('x'),
        y: fromAttribute('y'),
        size: fromAttribute('size'),
        color: fromAttribute('color'),
        shape: fromAttribute('shape'),
        opacity: fromAttribute('opacity'),
        cursor: 'pointer',
      },
      edges: {
        size: fromAttribute('size'),
        color: fromAttribute('color'),
        opacity: fromAttribute('opacity'),
        head: fromAttribute('head'),
        path: 'straight',
        parallelPath: 'curved',
        selfLoopPath: 'loop',
        parallelSpread: 0.06,
        plain: fromAttribute('plain'),
        dashed: fromAttribute('dashed'),
        dash: fromAttribute('dash'),
        gap: fromAttribute('gap'),
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
      zoomToSizeRatioFunction: (ratio) => sizeDivisor(ratio, { width: container.clientWidth, height: container.clientHeight }),
      stagePadding: 0,
      minCameraRatio: LIMITS.closest,
      maxCameraRatio: LIMITS.farthest,
      allowInvalidContainer: true,
      edgePickingPadding: 4,
    },
  });

export type Renderer = ReturnType<typeof createRenderer>;
