import type { RelationshipType } from '../../../model/vocabulary.ts';
import { cellId, cellList, cellText, requiredId } from './cells.ts';
import type { NamedActor } from './naming.ts';
import type { UcdpRecord } from './records.ts';

type Actor = NamedActor & { readonly id: string };

/** A tie that the list of actors states. It has no dates. */
export interface ActorTie {
  readonly type: RelationshipType;
  readonly to: Actor;
  readonly row: Readonly<Record<string, unknown>>;
}

interface TieColumn {
  readonly flag: string;
  readonly ids: string;
  readonly names: string;
  readonly type: RelationshipType;
  readonly keyPart: string;
  readonly quoteFor: (from: string, to: string) => string;
}

const COLUMNS: readonly TieColumn[] = [
  {
    flag: 'Splinter',
    ids: 'ActorIdPrev',
    names: 'NamePrev',
    type: 'SPLIT_FROM',
    keyPart: 'split-from',
    quoteFor: (from, to) => `Marks ${from} as a splinter of ${to}.`,
  },
  {
    flag: 'SplitTemp',
    ids: 'ActorIdSplitTemp',
    names: 'NameSplitTemp',
    type: 'SPLIT_FROM',
    keyPart: 'split-from',
    quoteFor: (from, to) => `Marks ${from} as split from ${to} for a time.`,
  },
  {
    flag: 'Alliance',
    ids: 'ActorIdAlliance',
    names: 'NameAlliance',
    type: 'PART_OF',
    keyPart: 'part-of',
    quoteFor: (from, to) => `Has ${from} in the alliance ${to}.`,
  },
  {
    flag: 'JoinGroup',
    ids: 'ActorIdGroup',
    names: 'GroupName',
    type: 'PART_OF',
    keyPart: 'part-of',
    quoteFor: (from, to) => `Has ${from} joining ${to}.`,
  },
];

/** The ties of one row. `nameOf` gives the name of an actor in the list, null for an actor that is not in it. */
export function actorTies(record: UcdpRecord, source: string, nameOf: (id: string) => string | null): ActorTie[] {
  const id = requiredId(record.ActorId, 'ActorId');
  const own = nameOf(id) ?? `UCDP actor ${id}`;
  return COLUMNS.flatMap(({ flag, ids, names, type, keyPart, quoteFor }) => {
    const otherNames = cellList(record[names]);
    const otherIds = cellList(record[ids]).flatMap((cell) => cellId(cell, ids) ?? []);
    return otherIds.map((other, index): ActorTie => {
      const name = nameOf(other) ?? (otherNames.length === otherIds.length ? cellText(otherNames[index]) : null) ?? `UCDP actor ${other}`;
      const evidence = { source, locator: `ActorId ${id}, ${flag}, ${ids} ${other}`, quote: quoteFor(own, name) };
      const row = { key: `ucdp-actor:${id}:${keyPart}:${other}`, type, from: `ucdp:${id}`, to: `ucdp:${other}`, evidence: [evidence] };
      return { type, to: { id: other, name }, row };
    });
  });
}
