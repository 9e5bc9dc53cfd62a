import { groupBy } from '../../model/group.ts';

/** The parameter rows of `write.ties`: ids of ties, grouped by the end from which they are looked up. */
export function rowsByAnchor(ids: readonly string[], anchorOf: (id: string) => string): { anchor: string; ids: Record<string, true> }[] {
  return [...groupBy(ids, anchorOf)].map(([anchor, own]) => ({ anchor, ids: Object.fromEntries(own.map((id) => [id, true])) }));
}
