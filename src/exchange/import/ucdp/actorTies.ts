import type { RelationshipType } from '../../../model/vocabulary.ts';
import { idOf, listOf, requiredId, textOf } from './cells.ts';
import type { Named } from './naming.ts';
import type { UcdpRecord } from './records.ts';

type Actor = Named & { readonly id: string };

/** A tie that the list of actors states. It has no dates. */
export interface ActorTie {
  readonly type: RelationshipType;
  readonly to: Actor;
  readonly row: Readonly<Record<string, unknown>>;
}

interface Column {
  readonly flag: string;
  readonly ids: string;
  readonly names: string;
  readonly type: RelationshipType;
  readonly word: string;
  readonly says: (from: string, to: string) => string;
}

const COLUMNS: readonly Column[] = [
  {
    flag: 'Splinter',
    ids: 'ActorIdPrev',
    names: 'NamePrev',
    type: 'SPLIT_FROM',
    word: 'split-from',
    says: (from, to) => `Marks ${from} as a splinter of ${to}.`,
  },
  {
    flag: 'SplitTemp',
    ids: 'ActorIdSplitTemp',
    names: 'NameSplitTemp',
    type: 'SPLIT_FROM',
    word: 'split-from',
    says: (from, to) => `Marks ${from} as split from ${to} for a time.`,
  },
  {
    flag: 'Alliance',
    ids: 'ActorIdAlliance',
    names: 'NameAlliance',
    type: 'PART_OF',
    word: 'part-of',
    says: (from, to) => `Has ${from} in the alliance ${to}.`,
  },
  {
    flag: 'JoinGroup',
    ids: 'ActorIdGroup',
    names: 'GroupName',
    type: 'PART_OF',
    word: 'part-of',
    says: (from, to) => `Has ${from} joining ${to}.`,
  },
];

/** The ties of one row. `nameOf` gives the name of an actor in the list, null for an actor that is not in it. */
export function actorTies(record: UcdpRecord, source: string, nameOf: (id: string) => string | null): ActorTie[] {
  const id = requiredId(record.ActorId, 'ActorId');
  const own = nameOf(id) ?? `UCDP actor ${id}`;
  return COLUMNS.flatMap(({ flag, ids, names, type, word, says }) => {
    const given = listOf(record[names]);
    const others = listOf(record[ids]).flatMap((cell) => idOf(cell, ids) ?? []);
    return others.map((other, index): ActorTie => {
      const name = nameOf(other) ?? (given.length === others.length ? textOf(given[index]) : null) ?? `UCDP actor ${other}`;
      const evidence = { source, locator: `ActorId ${id}, ${flag}, ${ids} ${other}`, quote: says(own, name) };
      const row = { key: `ucdp-actor:${id}:${word}:${other}`, type, from: `ucdp:${id}`, to: `ucdp:${other}`, evidence: [evidence] };
      return { type, to: { id: other, name }, row };
    });
  });
}
