import type { Engine } from '../../../src/engine/engine.ts';
import { tieParts } from '../../../src/model/id.ts';
import { ties } from '../../support/write/stored.ts';

/** Queries for pairs of a node and its owner; the owner must be an existing node or tie. */
const OWNERS: readonly (readonly [what: string, text: string])[] = [
  ['a name', 'MATCH (n:Name) RETURN n.id, n.owner'],
  ['an identifier', 'MATCH (n:Identifier) RETURN n.key, n.owner'],
  ['a passage', 'MATCH (n:Evidence) RETURN n.id, n.about'],
  ['the source of a passage', 'MATCH (n:Evidence) RETURN n.id, n.source'],
  ['the canonical entity of an entity', 'MATCH (n:Entity) RETURN n.id, n.canon'],
];

export interface StoreCounts {
  readonly entities: number;
  readonly sources: number;
  readonly events: number;
  readonly ties: number;
  /** Ties that may come from the row of a place (`within`), instead of a row of their own. */
  readonly nested: number;
}

const ids = async (engine: Engine, label: string) =>
  (await engine.read({ name: `test.ids.${label}`, text: `MATCH (n:${label}) RETURN n.id` })).map(([id]) => id as string);

/** Counts what a store holds, and finds inconsistencies: missing owners, ends, names or evidence. */
export async function checkConsistency(engine: Engine): Promise<{ stored: StoreCounts; broken: string[] }> {
  const [entities, sources, events, storedTies] = [
    await ids(engine, 'Entity'),
    await ids(engine, 'Source'),
    await ids(engine, 'Event'),
    await ties(engine),
  ];
  const there = new Set<unknown>([...entities, ...sources, ...events, ...storedTies.map(({ id }) => id)]);
  const broken: string[] = [];
  const duplicates = [entities, sources, events, storedTies.map(({ id }) => id)].flatMap((list) =>
    list.filter((id, at) => list.indexOf(id) !== at),
  );
  broken.push(...duplicates.map((id) => `${id} exists twice`));
  for (const [what, text] of OWNERS) {
    for (const [id, owner] of await engine.read({ name: 'test.belongs', text })) {
      if (!there.has(owner)) broken.push(`${what} ${id} belongs to ${owner}, which does not exist`);
    }
  }
  for (const { id, from, to, type } of storedTies) {
    const parts = tieParts(id);
    if (parts.from !== from || parts.to !== to || parts.type !== type) broken.push(`the tie ${id} has other ends`);
  }
  const named = new Set((await engine.read({ name: 'test.owners', text: 'MATCH (n:Name) RETURN n.owner' })).map(([owner]) => owner));
  broken.push(...entities.filter((id) => !named.has(id)).map((id) => `the entity ${id} has no name`));
  const places = new Set(await ids(engine, 'Place'));
  const nested = storedTies.filter(({ type, from }) => type === 'LOCATED_IN' && places.has(from)).length;
  return { stored: { entities: entities.length, sources: sources.length, events: events.length, ties: storedTies.length, nested }, broken };
}
