import type { TieRecord } from '../../../store/tie.ts';
import type { Snapshot } from '../snapshot.ts';
import { namedByEvidence, namedByTie, namesFor } from './names.ts';
import { type RowLine, tieRow } from './rows.ts';

/** Rows of ties, and the ids of the entities and sources that they refer to. */
export interface TieRows {
  readonly rows: RowLine[];
  readonly entities: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
}

/** The rows of ties with their evidence. */
export async function tieRows(snapshot: Snapshot, ties: readonly TieRecord[]): Promise<TieRows> {
  const evidence = await snapshot.past.evidenceAbout(ties.map(({ id }) => id));
  const passages = [...evidence.values()].flat();
  const entities = new Set([...ties.flatMap(namedByTie), ...passages.flatMap(namedByEvidence)]);
  const sources = new Set(passages.map(({ source }) => source));
  const nameOf = await namesFor(snapshot, entities, sources);
  return { rows: ties.map((tie) => tieRow(tie, evidence.get(tie.id) ?? [], nameOf)), entities, sources };
}
