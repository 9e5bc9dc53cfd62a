import type { TieRecord } from '../../../store/tie.ts';
import type { Snapshot } from '../snapshot.ts';
import { type RowLine, tieLine } from './lines.ts';
import { evidenceReferences, referencesFor, tieReferences } from './references.ts';

/** Rows of ties, and the ids of the entities and sources that they refer to. */
export interface TieLines {
  readonly lines: RowLine[];
  readonly entities: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
}

/** The rows of ties with their evidence. */
export async function tieLines(snapshot: Snapshot, ties: readonly TieRecord[]): Promise<TieLines> {
  const evidence = await snapshot.records.evidenceAbout(ties.map(({ id }) => id));
  const passages = [...evidence.values()].flat();
  const entities = new Set([...ties.flatMap(tieReferences), ...passages.flatMap(evidenceReferences)]);
  const sources = new Set(passages.map(({ source }) => source));
  const referenceOf = await referencesFor(snapshot, entities, sources);
  return { lines: ties.map((tie) => tieLine(tie, evidence.get(tie.id) ?? [], referenceOf)), entities, sources };
}
