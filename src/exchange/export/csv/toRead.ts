import { groupBy } from '../../../model/group.ts';
import { type Certainty, certaintyIn } from '../../../model/interval.ts';
import type { Column } from '../../../model/text/column.ts';
import { vocabularyOf } from '../../../model/vocabulary.ts';
import type { NamedEntity } from '../../../write/load/unitOfWork.ts';
import { EDGE_COLUMNS } from '../columns.ts';
import { type CitedPassage, passagesAbout } from '../passages.ts';
import type { Edge, Snapshot } from '../snapshot.ts';

/** A tie for people to read: with the names of its ends, and all passages. */
interface EdgeToRead extends Edge {
  readonly from: NamedEntity | undefined;
  readonly to: NamedEntity | undefined;
  /** Slug and name of each opponent. */
  readonly opponents: readonly string[];
  /** How surely it holds at the time of the filter; null where that gives none. */
  readonly certainty: Certainty | null;
  readonly passages: readonly CitedPassage[];
}

/** Columns that name the ends and the time, then those of all graph formats, then the passages, a line for each. */
export const RELATIONSHIPS_TO_READ: readonly Pick<Column<EdgeToRead>, 'name' | 'of'>[] = [
  { name: 'from', of: ({ from }) => from?.slug ?? null },
  { name: 'fromName', of: ({ from }) => from?.name ?? null },
  { name: 'phrase', of: ({ tie }) => vocabularyOf(tie.type).phrase },
  { name: 'to', of: ({ to }) => to?.slug ?? null },
  { name: 'toName', of: ({ to }) => to?.name ?? null },
  { name: 'certainty', of: ({ certainty }) => certainty },
  ...EDGE_COLUMNS,
  { name: 'againstNames', of: ({ opponents }) => opponents.join('; ') || null },
  { name: 'sources', of: ({ passages }) => linesOf(passages.map(sourceText)) },
  { name: 'assertedBy', of: ({ passages }) => linesOf(passages.filter(({ passage }) => passage.stance === 'ASSERTS').map(passageText)) },
  { name: 'deniedBy', of: ({ passages }) => linesOf(passages.filter(({ passage }) => passage.stance === 'DENIES').map(passageText)) },
  { name: 'id', of: ({ tie }) => tie.id },
];

/** The ties of the part, each with all that a reader wants to know of it. */
export async function* edgesToRead(snapshot: Snapshot): AsyncGenerator<EdgeToRead[], void> {
  const { records, view, part } = snapshot;
  const window = part.window ?? null;
  for await (const edges of snapshot.edges()) {
    const ends = new Set(edges.flatMap(({ tie }) => [tie.from, tie.to, ...tie.against.map((id) => snapshot.canonicalId(id))]));
    const named = new Map((await records.entities([...ends])).map((entity) => [entity.id, entity]));
    const passages = groupBy(
      await passagesAbout(
        snapshot,
        edges.map(({ tie }) => tie.id),
      ),
      ({ passage }) => passage.about,
    );
    yield edges.map((edge) => ({
      ...edge,
      from: named.get(edge.tie.from),
      to: named.get(edge.tie.to),
      opponents: edge.tie.against.flatMap((id) => named.get(snapshot.canonicalId(id))?.name ?? []),
      certainty: window && certaintyIn(view.bounds(view.tie(edge.tie.id)), window, vocabularyOf(edge.tie.type).lastingDays),
      passages: passages.get(edge.tie.id) ?? [],
    }));
  }
}

const linesOf = (texts: readonly string[]): string | null => [...new Set(texts)].join('\n') || null;

/** `BBC News, “Syria: rebels enter Aleppo”, 2024-11-30`. */
function sourceText({ source }: CitedPassage): string {
  return [source?.publisher, source && `“${source.title}”`, source?.publishedOn].filter((part) => part).join(', ');
}

/** `“We left.” (syrian-army; BBC News, “…”, 2024-11-30)`; only the words of the source stand in quotation marks. */
function passageText(cited: CitedPassage): string {
  const { passage, speaker } = cited;
  const words = passage.verbatim ? `“${passage.quote}”` : passage.quote;
  return `${words} (${[speaker, passage.attribution, passage.statedOn, sourceText(cited)].filter((part) => part).join('; ')})`;
}
