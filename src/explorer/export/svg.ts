import { escapeXml } from '../../model/text/xml.ts';
import { type Box, BoxGrid } from '../canvas/boxGrid.ts';
import { DASHES, type DrawnLine } from '../canvas/lines.ts';
import type { DrawnEntity, Scene } from '../canvas/scene.ts';
import { isRightToLeft } from '../graph/names.ts';
import type { Position } from '../state/picture.ts';
import type { Palette } from '../theme/palette.ts';

/** The width in pixels of a text in a CSS font. */
export type TextMeasure = (text: string, font: string) => number;

/** Something that stands in the middle of a printed page: SVG, with its size in pixels. */
export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly markup: string;
}

export const FONT_FAMILY = 'system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, sans-serif';
const LABEL_FONT = `500 13px ${FONT_FAMILY}`;
const LABEL_HEIGHT = 17;
const GAP = 6;
const MARGIN = 48;
const BEND = 14;

/** The width of the figure for up to so many entities; for more it is wider, so that they have as much room each. */
const WIDTH = 1_136;
const ENTITIES_AT_WIDTH = 120;
const MAX_WIDTH = 3_000;
/** The height of the figure as parts of its width. */
const [MIN_ASPECT, MAX_ASPECT] = [0.3, 1];

/** What is visible as SVG, with one element for each entity and line; a label stands where there is room. */
export function figureOf({ entities, lines }: Scene, palette: Palette, measure: TextMeasure): Figure {
  const width = Math.min(MAX_WIDTH, WIDTH * Math.max(1, Math.sqrt(entities.length / ENTITIES_AT_WIDTH)));
  const { height, toFigure } = fitted(
    entities.map(({ position }) => position),
    width,
  );
  const placed = entities.map((entity) => ({ ...entity, ...toFigure(entity.position) }));
  const positions = new Map(placed.map(({ slug, x, y }) => [slug, { x, y }]));
  const counts = new Map<string, number>();
  for (const { pair } of lines) counts.set(pair.join(), (counts.get(pair.join()) ?? 0) + 1);
  const drawn = lines.map((line) => lineMarkup(line, positions, counts.get(line.pair.join()) === 2));
  const labels = placedLabels(placed, width, measure);
  const markup = `<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="6" markerHeight="6" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" fill="context-stroke"/></marker></defs>
<g fill="none">${drawn.join('\n')}</g>
${placed.map(shapeMarkup).join('\n')}
<g font-family="${FONT_FAMILY}" font-size="13" font-weight="500">${placed.map((entity) => labelMarkup(entity, labels.get(entity.slug), palette)).join('\n')}</g>`;
  return { width, height, markup };
}

/** The height that positions need in a figure of this width, and where each stands in it. */
function fitted(positions: readonly Position[], width: number): { height: number; toFigure: (position: Position) => Position } {
  const range = (values: readonly number[]): readonly [number, number] =>
    values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];
  const [left, right] = range(positions.map(({ x }) => x));
  const [low, high] = range(positions.map(({ y }) => y));
  const aspect = Math.min(MAX_ASPECT, Math.max(MIN_ASPECT, (high - low) / Math.max(1, right - left)));
  const height = width * aspect;
  const scale = Math.min((width - 2 * MARGIN) / Math.max(1, right - left), (height - 2 * MARGIN) / Math.max(1, high - low));
  return {
    height,
    toFigure: ({ x, y }) => ({ x: width / 2 + (x - (left + right) / 2) * scale, y: height / 2 - (y - (low + high) / 2) * scale }),
  };
}

/** The line of a pair is straight; where there are two, they bend to both sides. */
function lineMarkup(line: DrawnLine, positions: ReadonlyMap<string, Position>, isOneOfTwo: boolean): string {
  const [a, b] = [positions.get(line.from), positions.get(line.to)];
  if (!a || !b) return '';
  const bend = isOneOfTwo ? ((line.stance === 'HOSTILE') === line.from < line.to ? BEND : -BEND) : 0;
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const middle = { x: (a.x + b.x) / 2 - ((b.y - a.y) / length) * bend, y: (a.y + b.y) / 2 + ((b.x - a.x) / length) * bend };
  const path = `M${point(a)}Q${point(middle)} ${point(b)}`;
  const dash = line.stroke === 'plain' ? '' : ` stroke-dasharray="${DASHES[line.stroke].dash} ${DASHES[line.stroke].gap}"`;
  const head = line.arrow ? ' marker-end="url(#arrow)"' : '';
  return `<path d="${path}" stroke="${line.colour}" stroke-width="${line.width.toFixed(2)}" opacity="${line.opacity.toFixed(2)}"${dash}${head}/>`;
}

type Placed = DrawnEntity & Position;

function shapeMarkup({ size, colour, square, label, opacity, x, y }: Placed): string {
  const attributes = `fill="${colour}" opacity="${opacity}"`;
  const shape = square
    ? `<rect x="${(x - size).toFixed(1)}" y="${(y - size).toFixed(1)}" width="${(size * 2).toFixed(1)}" height="${(size * 2).toFixed(1)}" ${attributes}>`
    : `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${size.toFixed(1)}" ${attributes}>`;
  return `${shape}<title>${escapeXml(label)}</title>${square ? '</rect>' : '</circle>'}`;
}

/** The box of each label that has room; the largest entities choose first. */
function placedLabels(entities: readonly Placed[], width: number, measure: TextMeasure): Map<string, Box> {
  const occupied = new BoxGrid();
  for (const { x, y, size } of entities) occupied.add({ left: x - size, right: x + size, top: y - size, bottom: y + size });
  const boxes = new Map<string, Box>();
  for (const entity of entities.toSorted((a, b) => b.size * b.opacity - a.size * a.opacity || (a.slug < b.slug ? -1 : 1))) {
    const free = labelBoxes(entity, measure(entity.label, LABEL_FONT)).find(
      (box) => box.left >= 0 && box.right <= width && occupied.isFree(box),
    );
    if (!free) continue;
    occupied.add(free);
    boxes.set(entity.slug, free);
  }
  return boxes;
}

/** Where a label may stand, best first: after its entity in the direction of its script, before it, below, above. */
function labelBoxes({ x, y, size, label }: Placed, width: number): readonly Box[] {
  const at = (left: number, middle: number): Box => ({
    left,
    right: left + width,
    top: middle - LABEL_HEIGHT / 2,
    bottom: middle + LABEL_HEIGHT / 2,
  });
  const sides = [at(x + size + GAP, y), at(x - size - GAP - width, y)];
  if (isRightToLeft(label)) sides.reverse();
  const offset = size + LABEL_HEIGHT / 2 + 3;
  return [...sides, at(x - width / 2, y + offset), at(x - width / 2, y - offset)];
}

function labelMarkup({ label, opacity }: Placed, box: Box | undefined, palette: Palette): string {
  if (!box) return '';
  const rightToLeft = isRightToLeft(label);
  const side = rightToLeft ? box.right : box.left;
  const direction = rightToLeft ? ' direction="rtl"' : '';
  const halo = `paint-order="stroke" stroke="${palette.paper}" stroke-width="3" stroke-linejoin="round"`;
  return `<text x="${side.toFixed(1)}" y="${((box.top + box.bottom) / 2).toFixed(1)}" dominant-baseline="central"${direction} fill="${palette.ink}" opacity="${opacity}" ${halo}>${escapeXml(label)}</text>`;
}

const point = ({ x, y }: Position): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
