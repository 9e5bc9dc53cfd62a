import { CREATE_DRAFT } from '../../../src/drafts/draft.cypher.ts';
import type { Engine, Row } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { loadSeed } from '../../../src/exchange/import/seed.ts';
import { write } from '../../../src/write/write.ts';
import { MERGES, RICH_ROWS } from './richRows.ts';

/** The same time for every store, so that their contents are identical. */
export const NOW = new Date('2026-01-31T12:00:00.000Z');

/** Drafts of two people, one of them closed. */
const DRAFTS = ['Anna', 'Anna', 'Ben'].map((by, index) => ({
  ...{ id: `draft ${index + 1}`, ord: `${index + 1}|draft ${index + 1}`, title: `Draft ${index + 1}`, by, at: NOW.toISOString() },
  ...{ state: index === 1 ? 'CLOSED' : 'OPEN', baseRevision: index, rows: '[]', version: 1, lastKey: 'rich' },
}));

/** Loads the seed into an empty store, as a first start does. */
export async function fillWithSeed(engine: Engine): Promise<void> {
  await migrate(engine, NOW);
  await loadSeed(engine, 'seed', NOW);
}

/** Writes the seed, the rich graph, merged actors (`canon`): the remaining actor first, then those merged into it; and drafts. */
export async function fillWorld(engine: Engine): Promise<void> {
  await fillWithSeed(engine);
  const report = await write(engine, RICH_ROWS, { key: 'rich', by: 'tests', at: NOW, action: 'IMPORTED', summary: 'the rich graph' });
  if (report.problems.length > 0) throw new Error(`the rich graph is wrong: ${JSON.stringify(report.problems[0])}`);
  const merges = MERGES.map(([merge, keep]) => ({ keep, merge, reason: 'the same' }));
  const merged = await write(engine, { merges }, { key: 'merges', by: 'tests', at: NOW, action: 'MERGED', summary: 'merged actors' });
  if (merged.problems.length > 0) throw new Error(`the merges are wrong: ${JSON.stringify(merged.problems[0])}`);
  await engine.write(async (transaction) => ({ commit: true, value: await transaction.run(CREATE_DRAFT, { rows: DRAFTS }) }));
}

/** Sorted ids and keys of a filled store, from which the parameters of the cases are made. */
export interface World {
  readonly entities: readonly string[];
  readonly actors: readonly string[];
  readonly places: readonly string[];
  readonly merged: readonly string[];
  readonly slugs: readonly string[];
  readonly identifiers: readonly string[];
  readonly events: readonly string[];
  readonly sources: readonly string[];
  readonly documents: readonly string[];
  readonly evidence: readonly string[];
  readonly ties: readonly string[];
  readonly keys: { readonly actor: readonly string[]; readonly place: readonly string[]; readonly source: readonly string[] };
  readonly ord: { readonly tie: readonly string[]; readonly strength: readonly string[] };
  readonly evidenceOrd: readonly string[];
}

export async function readWorld(engine: Engine): Promise<World> {
  const list = async (text: string): Promise<string[]> => {
    const rows: Row[] = await engine.read({ name: 'test.world', text });
    return rows.map(([value]) => value as string).sort();
  };
  const of = (label: string, property = 'id') => list(`MATCH (n:${label}) RETURN n.${property}`);
  const ofTies = (property: string) => list(`MATCH (:Entity)-[r]->(:Entity) RETURN r.${property}`);
  return {
    entities: await of('Entity'),
    actors: await of('Actor'),
    places: await of('Place'),
    merged: await list('MATCH (n:Entity) WHERE n.canon <> n.id RETURN n.id'),
    slugs: await of('Entity', 'slug'),
    identifiers: await of('Identifier', 'key'),
    events: await of('Event'),
    sources: await of('Source'),
    documents: await of('Document'),
    evidence: await of('Evidence'),
    ties: await ofTies('id'),
    keys: { actor: await of('Actor', 'sort'), place: await of('Place', 'sort'), source: await of('Source', 'sort') },
    ord: { tie: await ofTies('ord'), strength: await ofTies('strength') },
    evidenceOrd: await of('Evidence', 'ord'),
  };
}
