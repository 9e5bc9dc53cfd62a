import { escapeXml } from '../../model/text/xml.ts';
import { DASHES, type DrawnEntity, type DrawnTie, type Scene } from '../canvas/scene.ts';
import { isRightToLeft } from '../graph/names.ts';
import type { Position } from '../state/picture.ts';
import type { Palette } from '../theme/palette.ts';

/** World units per pixel of the drawing. */
const UNITS_PER_PIXEL = 14;
const MARGIN = 140;
const BEND = 26;

/** What is visible as SVG, with one element per entity and tie. */
export function svgOf({ entities, ties }: Scene, palette: Palette): string {
  const left = Math.min(...entities.map(({ position }) => position.x), Infinity);
  const high = Math.max(...entities.map(({ position }) => position.y), -Infinity);
  const toDrawing = ({ x, y }: Position): Position => ({
    x: (x - left) / UNITS_PER_PIXEL + MARGIN,
    y: (high - y) / UNITS_PER_PIXEL + MARGIN,
  });
  const positions = new Map(entities.map(({ slug, position }) => [slug, toDrawing(position)]));
  const width = Math.max(0, ...[...positions.values()].map(({ x }) => x)) + MARGIN;
  const height = Math.max(0, ...[...positions.values()].map(({ y }) => y)) + MARGIN;
  const parallel = new Map<string, number>();
  const lines = ties.map((tie) => tieMarkup(tie, positions, parallel));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height.toFixed(0)}" font-family="system-ui, sans-serif" font-size="13">
<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="6" markerHeight="6" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" fill="context-stroke"/></marker></defs>
<rect width="100%" height="100%" fill="${palette.paper}"/>
<g fill="none">${lines.join('\n')}</g>
${entities.map((entity) => entityMarkup(entity, positions.get(entity.slug)!, palette)).join('\n')}
</svg>
`;
}

/** The first tie of a pair, the best known, is straight, parallel ones bend to alternate sides. */
function tieMarkup(tie: DrawnTie, positions: ReadonlyMap<string, Position>, parallel: Map<string, number>): string {
  const [a, b] = [positions.get(tie.from), positions.get(tie.to)];
  if (!a || !b) return '';
  const pair = [tie.from, tie.to].sort().join(' ');
  const count = parallel.get(pair) ?? 0;
  parallel.set(pair, count + 1);
  const bend = Math.ceil(count / 2) * BEND * (count % 2 === 0 ? 1 : -1) * (tie.from < tie.to ? 1 : -1);
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const middle = { x: (a.x + b.x) / 2 - ((b.y - a.y) / length) * bend, y: (a.y + b.y) / 2 + ((b.x - a.x) / length) * bend };
  const path = `M${point(a)}Q${point(middle)} ${point(b)}`;
  const dash = tie.stroke === 'plain' ? '' : ` stroke-dasharray="${DASHES[tie.stroke].dash} ${DASHES[tie.stroke].gap}"`;
  const head = tie.arrow ? ' marker-end="url(#arrow)"' : '';
  return `<path d="${path}" stroke="${tie.colour}" stroke-width="${tie.width.toFixed(2)}" opacity="${tie.opacity.toFixed(2)}"${dash}${head}/>`;
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
