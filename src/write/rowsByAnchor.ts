import { groupBy } from '../model/group.ts';

/** Ties as `write.ties` takes them: those that are found from one end are looked for together. */
export function rowsByAnchor(ids: readonly string[], anchorOf: (id: string) => string): { anchor: string; ids: Record<string, true> }[] {
  return [...groupBy(ids, anchorOf)].map(([anchor, own]) => ({ anchor, ids: Object.fromEntries(own.map((id) => [id, true])) }));
}
