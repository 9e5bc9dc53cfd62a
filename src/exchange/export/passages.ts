import type { EvidenceRecord, SourceRecord } from '../../store/source.ts';
import type { Snapshot } from './snapshot.ts';

/** A passage, with its source and who said it. */
export interface CitedPassage {
  readonly passage: EvidenceRecord;
  readonly source: SourceRecord | undefined;
  /** Slug of the actor who said it; null where there is none. */
  readonly speaker: string | null;
}

/** The passages about ties or events, those of the same one together and in their order. */
export async function passagesAbout({ records }: Snapshot, ids: readonly string[]): Promise<CitedPassage[]> {
  const found = [...(await records.evidenceAbout(ids)).values()].flat();
  const distinct = (of: (passage: EvidenceRecord) => string | null): string[] => [
    ...new Set(found.flatMap((passage) => of(passage) ?? [])),
  ];
  const sources = new Map((await records.sources(distinct(({ source }) => source))).map((source) => [source.id, source]));
  const slugs = await records.slugs(distinct(({ attributedTo }) => attributedTo));
  return found.map((passage) => ({
    passage,
    source: sources.get(passage.source),
    speaker: passage.attributedTo === null ? null : (slugs.get(passage.attributedTo) ?? null),
  }));
}
