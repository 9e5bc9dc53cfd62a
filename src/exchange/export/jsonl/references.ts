import type { EvidenceRecord } from '../../../store/source.ts';
import type { TieRecord } from '../../../store/tie.ts';
import type { EventWithParticipants, NamedEntity } from '../../../write/load/unitOfWork.ts';
import type { Snapshot } from '../snapshot.ts';
import type { ReferenceOf } from './lines.ts';

/** Reads the slugs of entities and the keys of sources, in two statements, to refer to them in rows. */
export async function referencesFor(snapshot: Snapshot, entities: Iterable<string>, sources: Iterable<string> = []): Promise<ReferenceOf> {
  const slugs = await snapshot.records.slugs([...new Set(entities)]);
  const keys = new Map((await snapshot.records.sources([...new Set(sources)])).map(({ id, key }) => [id, key]));
  return (id) => slugs.get(id) ?? keys.get(id) ?? id;
}

/** The ids of the entities that an entity refers to. */
export function entityReferences({ territory, mergedInto }: NamedEntity): string[] {
  return [territory, mergedInto].filter((id) => id !== null);
}

export function eventReferences({ participants, place }: EventWithParticipants): string[] {
  return [...participants.map(({ actor }) => actor), ...(place === null ? [] : [place])];
}

export function tieReferences({ from, to, against }: TieRecord): string[] {
  return [from, to, ...against];
}

export function evidenceReferences({ attributedTo }: EvidenceRecord): string[] {
  return attributedTo === null ? [] : [attributedTo];
}
