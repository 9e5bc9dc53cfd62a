import type { ProjectionPassage, ProjectionSource } from '../analysis/projection/records.ts';
import type { Engine, Row } from '../engine/engine.ts';
import { SCAN_PASSAGE_SOURCES, SCAN_PASSAGES, SCAN_SAME_BACKING, SCAN_SAME_TIES } from './revisions.cypher.ts';

/** All sources, and all passages by the tie or event that they are about. */
export interface ScannedPassages {
  readonly sources: Map<string, ProjectionSource>;
  readonly passages: Map<string, readonly ProjectionPassage[]>;
}

const ROWS_PER_PAGE = 50_000;

/** Reads them from the store. The scan may see parts of revisions that are written meanwhile; their change sets correct it. */
export async function scanPassages(engine: Engine): Promise<ScannedPassages> {
  const sources = new Map<string, ProjectionSource>();
  const passages = new Map<string, ProjectionPassage[]>();
  for await (const [id, publisher, publishedOn, reliability, key] of pages(engine, SCAN_PASSAGE_SOURCES)) {
    const source = { id, publisher, publishedOn, reliability: reliability ?? 'F', key } as ProjectionSource;
    sources.set(source.id, source);
  }
  const shownAs = await scanSameTies(engine);
  for await (const row of pages(engine, SCAN_PASSAGES)) {
    const [, recordedAbout, source, attributedTo, attribution, stance, hedged, statedOn, recordedAt] = row as readonly (string | null)[];
    const passage = [source!, attributedTo!, attribution!, stance === 'DENIES' ? 1 : 0, hedged ? 1 : 0, statedOn!, recordedAt!] as const;
    const about = shownAs.get(recordedAbout!) ?? recordedAbout!;
    const list = passages.get(about);
    if (list) list.push(passage);
    else passages.set(about, [passage]);
  }
  return { sources, passages };
}

/** The ties that are shown as others since a merge made them the same, with these: an end or an opponent of one of the two is merged. */
async function scanSameTies(engine: Engine): Promise<ReadonlyMap<string, string>> {
  const shownAs = new Map<string, string>();
  for await (const [, ties] of pages(engine, SCAN_SAME_TIES)) {
    for (const [id, sameAs, standsFor] of ties as readonly [string, string | null, readonly string[] | null][]) {
      if (sameAs !== null) shownAs.set(id, sameAs);
      for (const hidden of standsFor ?? []) shownAs.set(hidden, id);
    }
  }
  for await (const [id, sameAs] of pages(engine, SCAN_SAME_BACKING)) shownAs.set(id as string, sameAs as string);
  return shownAs;
}

async function* pages(engine: Engine, statement: typeof SCAN_PASSAGES): AsyncGenerator<Row, void> {
  for (let after = ''; ; ) {
    const rows = await engine.read(statement, { after, limit: ROWS_PER_PAGE });
    yield* rows;
    if (rows.length < ROWS_PER_PAGE) return;
    after = rows.at(-1)![0] as string;
  }
}
