import { escapeXml } from '../../model/text/xml.ts';
import { DASHES, type DrawnLine } from '../canvas/lines.ts';
import type { DrawnEntity, Scene } from '../canvas/scene.ts';
import { isRightToLeft } from '../graph/names.ts';
import type { Position } from '../state/picture.ts';
import type { Palette } from '../theme/palette.ts';

/** World units per pixel of the drawing. */
const UNITS_PER_PIXEL = 14;
const MARGIN = 140;
const BEND = 26;

/** What is visible as SVG, with one element per entity and line. */
export function svgOf({ entities, lines: drawn }: Scene, palette: Palette): string {
  const left = Math.min(...entities.map(({ position }) => position.x), Infinity);
  const high = Math.max(...entities.map(({ position }) => position.y), -Infinity);
  const toDrawing = ({ x, y }: Position): Position => ({
    x: (x - left) / UNITS_PER_PIXEL + MARGIN,
    y: (high - y) / UNITS_PER_PIXEL + MARGIN,
  });
  const positions = new Map(entities.map(({ slug, position }) => [slug, toDrawing(position)]));
  const width = Math.max(0, ...[...positions.values()].map(({ x }) => x)) + MARGIN;
  const height = Math.max(0, ...[...positions.values()].map(({ y }) => y)) + MARGIN;
  const twofold = new Set(drawn.flatMap(({ pair }, at) => (drawn[at - 1]?.pair.join() === pair.join() ? [pair.join()] : [])));
  const lines = drawn.map((line) => lineMarkup(line, positions, twofold.has(line.pair.join())));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height.toFixed(0)}" font-family="system-ui, sans-serif" font-size="13">
<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="6" markerHeight="6" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" fill="context-stroke"/></marker></defs>
<rect width="100%" height="100%" fill="${palette.paper}"/>
<g fill="none">${lines.join('\n')}</g>
${entities.map((entity) => entityMarkup(entity, positions.get(entity.slug)!, palette)).join('\n')}
</svg>
`;
}

/** The line of a pair is straight; two bend to both sides. */
function lineMarkup(line: DrawnLine, positions: ReadonlyMap<string, Position>, isOneOfTwo: boolean): string {
  const [a, b] = [positions.get(line.from), positions.get(line.to)];
  if (!a || !b) return '';
  const side = (line.stance === 'HOSTILE') === line.from < line.to ? 1 : -1;
  const bend = isOneOfTwo ? BEND * side : 0;
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const middle = { x: (a.x + b.x) / 2 - ((b.y - a.y) / length) * bend, y: (a.y + b.y) / 2 + ((b.x - a.x) / length) * bend };
  const path = `M${point(a)}Q${point(middle)} ${point(b)}`;
  const dash = line.stroke === 'plain' ? '' : ` stroke-dasharray="${DASHES[line.stroke].dash} ${DASHES[line.stroke].gap}"`;
  const head = line.arrow ? ' marker-end="url(#arrow)"' : '';
  return `<path d="${path}" stroke="${line.colour}" stroke-width="${line.width.toFixed(2)}" opacity="${line.opacity.toFixed(2)}"${dash}${head}/>`;
}

function entityMarkup({ size, colour, square, label, opacity }: DrawnEntity, { x, y }: Position, palette: Palette): string {
  const shape = square
    ? `<rect x="${(x - size).toFixed(1)}" y="${(y - size).toFixed(1)}" width="${(size * 2).toFixed(1)}" height="${(size * 2).toFixed(1)}" fill="${colour}"/>`
    : `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${size.toFixed(1)}" fill="${colour}"/>`;
  const rightToLeft = isRightToLeft(label);
  const side = rightToLeft ? x - size - 6 : x + size + 6;
  const direction = rightToLeft ? ' direction="rtl"' : '';
  const halo = `paint-order="stroke" stroke="${palette.paper}" stroke-width="3" stroke-linejoin="round"`;
  const text = `<text x="${side.toFixed(1)}" y="${y.toFixed(1)}" dominant-baseline="middle"${direction} fill="${palette.ink}" ${halo}>${escapeXml(label)}</text>`;
  return `<g opacity="${opacity}">${shape}${text}</g>`;
}

const point = ({ x, y }: Position): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
