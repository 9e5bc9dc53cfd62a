import { isLocation } from '../analysis/events/entityGroups.ts';
import type { ChangeRow } from '../analysis/projection/records.ts';
import { idKind, tieParts } from '../model/id.ts';

/*
 * What a cached value depends on, as tags: the id of a record, the tag of a list of one owner, or of one that belongs to no record.
 * A revision touches tags; a value whose tags were not touched since it was read is still what the store would return.
 */

/** The relationships of an entity. */
export const tiesTag = (entity: string): string => `ties ${entity}`;
/** The passages about a relationship or event, or of a source. */
export const passagesTag = (id: string): string => `passages ${id}`;

/** Lists that belong to no record. */
export const LIST_TAGS = { actors: 'all actors', places: 'all places', sources: 'all sources' } as const;

/** All that the projection holds of entities and relationships. */
export const GRAPH = 'graph';
/** All events. */
export const ALL_EVENTS = 'events';
/** In which places a place is, and which of them are provinces. */
export const LOCATIONS = 'locations';
/** All names of entities. */
export const ALL_NAMES = 'names';
/** All passages. */
export const PASSAGES = 'passages';
/** The names and kinds of entities whose neighbors are not known. */
export const RENAMED = 'renamed';
/** What every revision touches. */
export const EVERYTHING = '*';

/** What the rows of a revision touched. Null: anything, since it merged or separated entities, or was written by an earlier version. */
export interface Touched {
  readonly tags: readonly string[];
  /** Entities that have another name or kind: the lists of their neighbors are touched too. */
  readonly renamed: readonly string[];
}

export function touchedBy(rows: readonly ChangeRow[]): Touched | null {
  const tags = new Set<string>([EVERYTHING]);
  let renamed: readonly string[] | null = null;
  for (const row of rows) {
    switch (row.op) {
      case 'canon':
        return null;
      case 'tie':
      case 'gone': {
        const { from, to } = tieParts(row.id);
        for (const tag of [row.id, tiesTag(from), tiesTag(to), GRAPH]) tags.add(tag);
        if (isLocation(row.id)) tags.add(LOCATIONS);
        break;
      }
      case 'entity':
        for (const tag of [GRAPH, LOCATIONS, ALL_NAMES]) tags.add(tag);
        break;
      case 'event':
      case 'deletedEvent':
        tags.add(row.id).add(ALL_EVENTS);
        break;
      case 'source':
        tags.add(PASSAGES);
        break;
      case 'passages':
        tags.add(passagesTag(row.id)).add(PASSAGES);
        break;
      case 'touched': {
        renamed = row.renamed ?? [];
        for (const id of row.records ?? []) tags.add(id);
        // Of an entity that was changed, any of its names may be another.
        if (row.records?.some((id) => idKind(id) === 'entity')) tags.add(ALL_NAMES);
        for (const id of row.ends ?? []) tags.add(tiesTag(id));
        for (const id of row.cited ?? []) tags.add(passagesTag(id));
        for (const list of row.lists ?? []) tags.add(LIST_TAGS[list as keyof typeof LIST_TAGS]);
      }
    }
  }
  return renamed === null ? null : { tags: [...tags], renamed };
}
