import type { EntityKind } from '../../model/kinds.ts';
import { type RelationshipType, vocabularyOf } from '../../model/vocabulary.ts';
import { SourcesByIdDocument, SourcesDrawnDocument } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import { DASHES, type Stroke } from '../canvas/lines.ts';
import type { Scene } from '../canvas/scene.ts';
import { timeLabel } from '../graph/dateLabel.ts';
import { cleanText, enumLabel, nameOf } from '../graph/names.ts';
import type { Palette } from '../theme/palette.ts';
import { type Drawn, drawnFilter } from './drawnFilter.ts';
import type { LegendEntry, PageText } from './printedPage.ts';

/** Names in a title, and sources below the picture, before “and so many others”. */
const MAX_NAMES = 4;
const MAX_SOURCES = 16;

interface Page {
  readonly revision: number;
  readonly link: string;
  /** The question that the picture answers, in words; null where there is none. */
  readonly question: string | null;
}

/** What a page with this scene says. Throws RequestError. */
export async function pageTextOf(drawn: Drawn, scene: Scene, palette: Palette, { revision, link, question }: Page): Promise<PageText> {
  const counts = [counted(scene.entities.length, 'actor or place', 'actors and places'), counted(scene.ties.length, 'relationship')];
  return {
    title: question ?? titleOf(drawn, scene),
    lead: `${drawn.time === null ? 'All time' : timeLabel(drawn.time, 'long')}: ${counts.join(', ')}`,
    legend: legendOf(drawn, scene, palette),
    sources: scene.ties.length === 0 ? [] : await sourcesOf(drawn),
    foot: `Allegiance, saved ${new Date().toISOString().slice(0, 10)} at revision ${revision}.`,
    link,
  };
}

/** The search for paths that the picture answers, else whom it shows: what is selected first, then who has the most relationships. */
function titleOf({ graph, view }: Drawn, scene: Scene): string {
  const name = (slug: string): string => nameOf(graph.entities.get(slug), view.ownScript, 60);
  const { from, to } = view.paths;
  if (view.panel === 'paths' && from && to) return `How ${name(from)} and ${name(to)} are connected`;
  const selected = new Set(view.selected);
  const slugs = scene.entities
    .toSorted((a, b) => Number(selected.has(b.slug)) - Number(selected.has(a.slug)) || b.size - a.size)
    .map(({ slug }) => slug);
  return listed(slugs.map(name), slugs.length > MAX_NAMES + 1 ? MAX_NAMES : slugs.length);
}

/** “A, B and 3 others”. */
function listed(names: readonly string[], shown: number): string {
  const parts = names.length > shown ? [...names.slice(0, shown), `${names.length - shown} others`] : names;
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function legendOf({ graph }: Drawn, { entities, ties, lines }: Scene, palette: Palette): LegendEntry[] {
  const kinds = countOf(entities.map(({ slug }) => graph.entities.get(slug)!.kind));
  const types = countOf(ties.map(({ tie }) => tie.type));
  const strokes = countOf(lines.map(({ stroke }) => stroke));
  const byStroke = (stroke: Exclude<Stroke, 'plain'>, text: string): LegendEntry[] =>
    strokes.has(stroke) ? [{ sign: lineSign(palette.ink, stroke), text: `${text} (${strokes.get(stroke)})` }] : [];
  return [
    ...[...kinds].map(([kind, count]) => ({ sign: kindSign(kind, palette), text: `${enumLabel(kind)} (${count})` })),
    ...[...types].map(([type, count]) => ({ sign: typeSign(type, palette), text: `${vocabularyOf(type).phrase} (${count})` })),
    ...byStroke('dashed', 'sources disagree'),
    ...byStroke('dotted', 'only possible then'),
    ...(ties.length > 0
      ? [{ sign: lineSign(palette.ink, 'plain', 4), text: 'one line for each pair; wider: more independent voices' }]
      : []),
  ];
}

function countOf<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

const kindSign = (kind: EntityKind, { kinds }: Palette): string =>
  kind === 'PLACE'
    ? `<rect x="5" y="1" width="12" height="12" fill="${kinds[kind]}"/>`
    : `<circle cx="11" cy="7" r="6" fill="${kinds[kind]}"/>`;

const typeSign = (type: RelationshipType, palette: Palette): string => lineSign(palette.signs[vocabularyOf(type).sign], 'plain');

function lineSign(colour: string, stroke: Stroke, width = 2.5): string {
  const dash = stroke === 'plain' ? '' : ` stroke-dasharray="${DASHES[stroke].dash} ${DASHES[stroke].gap}"`;
  return `<path d="M0 7H22" stroke="${colour}" stroke-width="${width}"${dash}/>`;
}

/** The sources that the drawn ties rest on, those of most ties first: how each is to be cited, with its licence. */
async function sourcesOf(drawn: Drawn): Promise<string[]> {
  const { relationshipBreakdown } = await runQuery(SourcesDrawnDocument, { filter: drawnFilter(drawn) }, 'network-only');
  const groups = relationshipBreakdown ?? [];
  const ids = groups.slice(0, MAX_SOURCES).map(({ key }) => key);
  const { nodes } = await runQuery(SourcesByIdDocument, { ids }, 'network-only');
  const texts = (nodes ?? []).flatMap((node, at) => {
    if (!node || !('title' in node)) return [];
    const { title, publisher, publishedOn, citation } = node;
    const named = [publisher, `“${cleanText(title, 160)}”`, publishedOn].filter((part) => part).join(', ');
    const count = counted(groups[at]!.relationships, 'relationship');
    return [`${cleanText(named, 240)} (${count}).${citation ? ` ${cleanText(citation, 400)}` : ''}`];
  });
  const others = groups.length - MAX_SOURCES;
  return others > 0 ? [...texts, `And ${groups.length === 100 ? 'at least ' : ''}${counted(others, 'other source')}.`] : texts;
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
